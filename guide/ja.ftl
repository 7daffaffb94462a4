# ガイドの各ページのまわりの言葉。キーは en.ftl と同じ。

guide = ガイド
skip = 本文へ移動
contents = 目次
contents-label = ガイドのページ
playground = プレイグラウンド
other-language = English
other-tag = en
previous = 前のページ
next = 次のページ

# ライセンスのページ(両方の言語で書かれる)。

notices = ライセンス
notices-about = Spawnpoint を構成するソフトウェアと、それぞれのライセンスです。Spawnpoint 自体は、MIT ライセンスと Apache License 2.0 のどちらかを選んで利用できます。
notices-python = Python と C のライブラリー
notices-rust = Rust のクレート
notices-editor = エディターのパッケージ
notices-texts = ライセンス本文

# ベンチマーク:表と図の言葉。

measured = { $date } に、{ $machine }({ $processors } コア、メモリー { $memory } GB)で { $programs } を使って測定。{ $rounds } 回の中央値で、横の数字は最小と最大です。
machine-server = { $architecture } のサーバー
machine-computer = { $architecture } のコンピューター
column-figure = 項目
column-cost = 対 { $peer }
column-speed-up = プロセス数
column-processes = プロセス数
column-messages = メッセージ数
column-events = イベント数
chart-costs = CPython または Pyodide を 1 としたときのコスト。目盛りは 10 倍ごと。数値は下の表にあります。
chart-better = コスト小
chart-worse = コスト大
chart-seconds = 秒
chart-processes = プロセス数と時間(秒)
chart-messages = メッセージ数と時間(秒)
chart-events = イベント数と時間(秒)

figure-start-spawn = spawn での開始(ミリ秒)
figure-start-fork = fork での開始(ミリ秒)
figure-start-forkserver = forkserver での開始(ミリ秒)
figure-queue = Queue(メッセージ/秒)
figure-queue-isolated = Queue、分離されたページ(メッセージ/秒)
figure-pipe = Pipe の往復(マイクロ秒)
figure-pipe-isolated = Pipe の往復、分離されたページ(マイクロ秒)
figure-large-message = Pipe で一度に 20 MB(MB/秒)
figure-large-message-isolated = Pipe で 20 MB、分離されたページ(MB/秒)
figure-lock = 取り合う Lock(回/秒)
figure-lock-isolated = 取り合う Lock、分離されたページ(回/秒)
figure-counter = ロックを取って加算、4 プロセスで 1 万回ずつ(秒)
figure-counter-isolated = ロックを取って加算、4 プロセスで 1 万回ずつ、分離されたページ(秒)
figure-uncontended-lock = 競合のない Lock(回/秒)
figure-uncontended-lock-isolated = 競合のない Lock、分離されたページ(回/秒)
figure-manager = Manager の dict と list(操作/秒)
figure-manager-isolated = Manager の dict と list、分離されたページ(操作/秒)
figure-loop = 整数のループ(秒)
figure-sieve = エラトステネスのふるい(秒)
figure-nbody = 多体問題(秒)
figure-queens = エイトクイーン(秒)
figure-mandelbrot = マンデルブロ集合(秒)
figure-words = 単語の数え上げ(秒)
figure-speed-up = 高速化、プロセス数
figure-first-line = 最初の出力まで(秒)
figure-download = それまでのダウンロード(MB)
figure-page = 実行前のページ(MB)
figure-first-run = 1 回目の実行(秒)
figure-tenth-run = 10 回目の実行(秒)
figure-memory-spawn = spawn のプロセス 1 個(MB)
figure-memory-fork = fork のプロセス 1 個(MB)
figure-processes = プロセスにかかる秒数
figure-messages = メッセージにかかる秒数
figure-events = イベントにかかる秒数
figure-event-memory = イベント 1 件のメモリー(バイト)
figure-frame = 1 フレームの処理(ミリ秒)
figure-frame-critical-path = クリティカルパス表示中(ミリ秒)

reason-start-spawn = 起動済みのインタープリターをブラウザーのワーカーにコピーするのに、OS の新しいプロセスと Python ライブラリーのインポートより長くかかります。
reason-start-fork = 親のメモリーをすべて新しいワーカーにコピーします。OS では、書き込まれるまで共有されます。
reason-start-forkserver = サーバーのメモリーをすべて新しいワーカーにコピーします。OS では、書き込まれるまで共有されます。
reason-exchange = メッセージは、カーネルのワーカーを通り、行きも帰りもブラウザーのイベントとして届きます。CPython は OS のパイプとロックを使います。
reason-pipe-isolated = メッセージは、共有されたメモリーの中で、カーネルのワーカーを通ります。ブラウザーがワーカーを起こすには、OS がプロセスを起こすより長くかかります。
reason-manager-isolated = メッセージは、共有されたメモリーの中で、カーネルのワーカーを通ります。ブラウザーがワーカーを起こすには、OS がプロセスを起こすより長くかかります。
reason-lock = ロックは、数ミリ秒ずつ交代でプロセスに貸し出されます。渡すたびに、カーネルのワーカーへのメッセージと、次のプロセスへのメッセージが要ります。OS は、次のプロセスを直接起こします。
reason-lock-isolated = ロックは、数ミリ秒ずつ交代でプロセスに貸し出されます。渡すたびに、カーネルのワーカーへのメッセージと、次のプロセスへのメッセージが要ります。OS は、次のプロセスを直接起こします。
reason-counter = ロックは、数ミリ秒ずつ交代でプロセスに貸し出されます。渡すたびに、カーネルのワーカーへのメッセージと、次のプロセスへのメッセージが要ります。OS は、次のプロセスを直接起こします。
reason-counter-isolated = ロックは、数ミリ秒ずつ交代でプロセスに貸し出されます。渡すたびに、カーネルのワーカーへのメッセージと、次のプロセスへのメッセージが要ります。OS は、次のプロセスを直接起こします。
reason-uncontended-lock = プロセスがロックを借りるのは、カーネルが一つずつ答える最初の数回の獲得の後です。続く 1,000 回は、時刻と行とともに記録されます。
reason-uncontended-lock-isolated = プロセスがロックを借りるのは、カーネルが一つずつ答える最初の数回の獲得の後です。続く 1,000 回は、時刻と行とともに記録されます。
reason-large-message = メッセージは pickle され、カーネルのワーカーへ、さらに受け手へとコピーされます。OS でのコピーは、片道 1 回ずつです。
reason-large-message-isolated = メッセージは、分離されていないページと同じ経路でコピーされます。全員が見る場所にあるのは、共有メモリーだけです。
reason-queue = 一つ一つのメッセージが、記録のイベントにもなります。
reason-queue-isolated = 一つ一つのメッセージが、記録のイベントにもなります。
reason-computing = ここで動くのも CPython ですが、WebAssembly にコンパイルされています。命令から命令へ直接ジャンプすることはできず、ポインターを通した呼び出しは毎回検査されます。また、ループでは、停止や一時停止が求められていないかを確かめます。
reason-speed-up = カーネル、記録を受け取るページ、ブラウザー自身のスレッドも、同じコアを使います。
reason-first-line = インタープリターのほかにエディター、タイムライン、カーネルも読み込み、最初の出力の前に三つのプロセスを始めます。
reason-download = ページにはエディターとビューがあり、プログラムが始まる間に、ネットワークなしで使えるように、ガイドを含むサイト全体を保存します。
reason-memory-spawn = プロセスは、それぞれのメモリーを持つ完全なインタープリターで、ブラウザーのワーカーでもあります。共有されるのは、コンパイル済みのコードだけです。
reason-memory-fork = 親のメモリーを丸ごとコピーします。OS では、書き込まれない部分は共有されます。
reason-processes = 起動済みのインタープリターを持つワーカーは二つ待機しています。それより多いプロセスのワーカーは必要になってから作られ、OS のプロセスより長くかかります。
reason-messages = 一つ一つのメッセージが記録のイベントにもなり、カーネルのワーカーを通ります。
reason-events = 一つ一つのイベントがページに送られ、ページはそれを保存して描きます。待たれるメッセージは、カーネルのワーカーまで往復します。CPython は何も記録しません。
