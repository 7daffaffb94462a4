# 日本語のインターフェイス。キーは en.ftl と同じで、src/strings.rs のテストが確かめる。

app-name = Spawnpoint
app-tagline = Python の multiprocessing を本物で動かす。Process は一つ一つが独立したインタープリターとメモリーを持つ Web Worker です。

theme-label = 配色
theme-auto = 自動
theme-light = ライト
theme-dark = ダーク

guide = ガイド
guide-hint = はじめての実行、各ビュー、例、制限について(別のタブで開きます)

notices = ライセンス
notices-hint = Spawnpoint を構成するソフトウェアとライセンス(別のタブで開きます)

language-label = 表示言語
language-other = English

program-label = プログラム
program-group-examples = 例
program-group-own = 自分のプログラム
program-group-opened = 開いた実行
program-opened-hint = これは開いた実行のプログラムで、実行されたときのまま残ります。変更するには「マイプログラム」にコピーしてください。
program-own = マイプログラム
program-edited = { $title }(編集済み)
program-restore = 元に戻す
program-restore-hint = 例を元の内容に戻します。取り消し(Undo)で編集内容に戻れます
program-not-saved = このブラウザーではプログラムを保存できません。ページを離れる前にコピーしてください。

example-three-workers = start と join
example-parallel-work = 速くなるのか: 計算と待ち
example-own-memory = グローバル変数が 0 のままなのはなぜ?
example-ways-to-share = 共有の方法: Value、Array、Queue、Manager
example-start-methods = spawn、fork、forkserver: 子は何から始まるのか
example-race = 変数の取り合いとロック
example-lost-updates = 共有メモリーの取り合いとロック
example-task-queue = 生産者と消費者
example-pool = ワーカーのプール
example-join-before-get = join で止まるのはなぜ?
example-deadlock = 二つのロックを違う順序で
example-terminate = terminate() が後に残すもの
example-daemon = デーモンは親と一緒に終わる
example-threads-and-processes = スレッドと GIL、そしてプロセス
example-exit-codes = 終了コード
example-subclass = Process のサブクラス
example-nested = プロセスを始めるプロセス
example-reports = 複数のファイル: モジュール、データ、レポート

about-three-workers = start() で三つのプロセスが同時に始まり、pid はそれぞれ違います。join() は一つずつその終わりを待ちます。
about-parallel-work = 二つのプロセスは二つのプロセッサーで同時に計算し、二つのスレッドは一つを交代で使います。眠っているだけなら差はありません。
about-own-memory = 子は counter の自分のコピーに足します。メモリーを共有しない限り、親の counter は 0 のままです。
about-ways-to-share = グローバル変数は共有されません。共有できるのは、一つの値、配列、メッセージ、そしてマネージャープロセスが持つオブジェクトです。
about-start-methods = spawn はモジュールを import し直し、fork は親をそのままコピーし、forkserver は import だけをしたプロセスをコピーします。
about-race = counter を読んでから書くまでの間に相手の番が来ると、その更新は上書きされます。ロックがあれば失われません。
about-lost-updates = counter.value += 1 は読んでから書きます。ロックなしで二つのプロセスが行うと、更新が失われます。
about-task-queue = 親が一つのキューにタスクを入れ、ワーカーが別のキューに結果を入れます。
about-pool = プールはワーカーを一度だけ始めてタスクを渡します。imap は結果を順番どおりに返します。
about-join-before-get = 子は、キューに入れたものがすべて取り出されるまで終わりません。取り出すはずの親は join で待っています。
about-deadlock = どちらのプロセスも一つのロックを持ち、相手のロックを待っています。どちらも先へ進めません。
about-terminate = ワーカーはロックを持ったまま SIGTERM で終わります。finally は動かず、ロックはもう誰も獲得できません。
about-daemon = Python は終わるとき、ふつうの子は待ち、デーモンは終わらせます。
about-threads-and-processes = 二つのスレッドは一つのリストに、交代しながら足します。二つのプロセスはそれぞれ自分のリストに、同時に足します。
about-exit-codes = exitcode が表すもの: 0、sys.exit の引数、例外なら 1、シグナルならその番号の負数。
about-subclass = run() メソッドを持つ自分のクラスも Process になります。
about-nested = 子も、デーモンでなければ、自分の子を始められます。
about-reports = 実行中のファイルは共有されます。プロセスはそれぞれ表を読んでレポートを書き、親がすべてを読みます。

look-three-workers = 三つの段が一緒に始まり、main の待ちは子の終わりからの矢印で終わります
look-parallel-work = 最初の数行と、同じ目盛りの二つのタイムライン
look-own-memory = counter の行。プロセスごとに一つの値があります
look-ways-to-share = 表の下の、共有されるものと、それを持つプロセス
look-start-methods = 子の列。それぞれが何から始まり、state が何になっているか
look-race = 赤い × 印。一つ一つが失われた更新です
look-lost-updates = 二つの合計
look-task-queue = 各キューで待つメッセージの数の移り変わり
look-pool = 矢印に沿ってタスクが出て行き、結果が戻ります
look-join-before-get = 誰が誰を待つか、そして何を変えればよいか
look-deadlock = グラフの中の輪と、その行
look-terminate = 点線の矢印がワーカーを終わらせます。バーの下の線は、道連れになったロックです
look-daemon = デーモンの段は main と一緒に終わります
look-threads-and-processes = スレッドは交代で、プロセスは並んで動きます
look-exit-codes = 各段の終わりの印
look-subclass = それぞれのオブジェクトの出力
look-nested = 子の子は字下げされています
look-reports = どのレポートを誰がいつ書いたか

look-at = 見どころ: { $what }
look-at-hint = その場所を示します

run = 実行
run-hint = プログラムを実行します({ $shortcut })
run-again-hint = 先に今の実行を停止してください
stop = 停止
stop-hint = すべてのプロセスを今すぐ終わらせます
pause = 一時停止
pause-hint = すべてのプロセスと実行の時刻をその場で止めます
resume = 再開
resume-hint = すべてのプロセスを先へ進めます

open = 実行を開く…
open-hint = ファイルに保存した実行を表示します
open-failed = { $file } を開けません。{ $reason }
open-foreign = 実行のファイルではありません。「保存 ▾」の「実行」で保存したものを選んでください。
open-version = 別の版の Spawnpoint で保存されています(形式 { $version })。
open-damaged = 壊れています({ $reason })。

save = 保存 ▾
save-svg = タイムラインを SVG で
save-png = タイムラインを PNG で
save-run = 実行(ここでまた開ける形)
save-perfetto = Perfetto 用トレース(JSON)
save-failed = 保存できませんでした。{ $reason }

steps-heading = 一時停止中。1 行進める:
steps-hint = { $name } を次の行まで進めます

editor-heading = プログラム
editor-label = Python プログラム
editor-hint = { $shortcut } で実行。Tab は字下げ。エディターから出るには Esc のあと Tab。
editor-missing = エディターを読み込めませんでした。ページを再読み込みしてください。

files-label = プログラムのファイル
file-add = ファイルを追加
file-add-hint = ファイルを追加します。import するモジュールや、読み込むデータなどです
file-new = 新しいファイル
file-make = 作成
file-choose = この端末のファイル…
file-drop-hint = エディターにドロップしても追加できます。プログラムからは同じフォルダーにあるファイルとして見え、外には送られません。
file-menu = { $file } の操作
file-name = 名前
file-rename = 名前を変更
file-delete = 削除
file-download = ダウンロード
file-download-all = すべてダウンロード(ZIP)
file-deleted = { $file } を削除しました。
file-replaced = { $file } を置き換えました。
file-put-back = 元に戻す
file-let-go = 破棄する
file-binary = バイナリー、{ $bytes } バイト
file-long = { $bytes } バイトのテキストで、エディターで開くには長すぎます。プログラムからはふつうに読み込めます。
file-gone = { $file } はもうないか、テキストではありません。
file-refused = { $file }: { $reason }
file-unreadable = 読み込めませんでした({ $reason })。フォルダーは追加できません。中のファイルをドロップしてください。
file-no-program = プログラムは UTF-8 のテキストでなければなりません。

refusal-unnamed = ファイルには名前が必要です。
refusal-long = 名前が長すぎます。{ $most } バイトまでです。
refusal-character = 名前に制御文字やバックスラッシュは使えません。
refusal-folder = フォルダーは「フォルダー/名前」のように書きます。「.」や「..」、前後の「/」は使えません。
refusal-main = main.py はプログラムそのものです。
refusal-taken = 同じ名前のファイルがすでにあります。
refusal-blocked = ファイルとフォルダーを同じ名前にはできません。
refusal-too-many = ファイルは { $count } 個までです。
refusal-too-large = ファイルは全部で { $room } までです。

unsupported-title = このブラウザーでは Spawnpoint を動かせません
unsupported-text = Python は WebAssembly の中で待つため、JavaScript Promise Integration(JSPI)が必要です。Chrome と Edge は 137 から、Firefox は 153 から、Safari は 27 から対応しています。

loading-waiting = Python インタープリターをこれから読み込みます。
loading-fetching = Python インタープリターを読み込んでいます: { $received } / { $total } MB
loading-compiling = Python インタープリターを準備しています…
loading-label = インタープリターの読み込み
loading-failed = Python インタープリターを読み込めませんでした: { $reason }
retry = もう一度試す

fatal = 実行が中断されました: { $reason }。次の実行ではすべて新しく始めます。
fatal-undecodable = カーネルとページの間で話が通じません({ $reason })
fatal-worker = ワーカーのスクリプトを読み込めないか、エラーが起きました({ $reason })

state-ready = 準備完了
state-loading = 読み込み中
state-queued = インタープリターが届きしだい実行します
state-starting = 開始中
state-running = 実行中
state-paused = 一時停止中
state-stopping = 停止しています
state-finished = 終了
state-stopped = 停止しました
state-unfinished = 終わる前に保存されたものです
state-full = 停止: この実行の記録がいっぱいになりました
state-deadlock = デッドロック: 誰も先へ進めません
state-timeout = 停止: 時間切れです
state-error = エラー
state-unsupported = このブラウザーは対応していません

status-label = 実行の状態
status-elapsed = 経過時間
status-processes = プロセス
status-alive = { $count }(生存 { $alive })
status-exit = 終了コード

timeline-heading = タイムライン
timeline-empty = プログラムを実行すると、プロセスがここに現れます。プロセスごとに 1 段で、いつ始まり、動き、眠り、待ち、どう終わったかがわかります。
timeline-label = { $count } 個のプロセスのタイムライン、{ $duration }
timeline-pid = pid { $pid }
timeline-daemon = デーモン
timeline-exit = 終了 { $code }
timeline-keys = 左右の矢印キーで移動、プラスとマイナスで拡大・縮小、Home で全体を表示、c でクリティカルパスを示します。
timeline-parallel = 実行中の数
timeline-holder = GIL
timeline-holder-hint = 各時点で誰がインタープリターのロック(GIL)を持つか。ここをドラッグすると過去に戻れます。
timeline-parallel-hint = 各時点で動いているプロセスの数。ここをドラッグすると過去に戻れます。
timeline-critical = クリティカルパス
timeline-critical-hint = 実行時間を決めた処理と待ちの連なりを示します(c)
timeline-zoom-in = 拡大
timeline-zoom-out = 縮小
timeline-fit = 全体
timeline-fit-hint = 全体を表示します(Home)
legend-start-arrow = 開始
legend-join-arrow = 待ちを終わらせる
legend-signal-arrow = シグナル
legend-message-arrow = メッセージ
legend-ready = GIL 待ち
legend-loss = 失われた更新
legend-hold = ロックを保持
legend-end = 終了

activity-starting = 起動中
activity-running = 実行
activity-ready = 実行可能、インタープリターのロック待ち
activity-sleeping = スリープ
activity-waiting = 待ち
activity-held = 一時停止

doing-sleep = スリープ { $duration }
doing-join = { $name } の join
doing-any = { $count } 個のどれかを待つ
doing-acquire = ロックの獲得待ち
doing-put = 満杯のキューへの put 待ち
doing-get = キューからの get 待ち
doing-tasks = タスクの完了待ち
doing-drain = キューが読まれるのを待つ
doing-send = 満杯のパイプへの send 待ち
doing-receive = 受信待ち
doing-accept = 接続待ち
doing-thread = スレッド待ち
doing-input = 入力待ち
doing-server = フォークサーバー待ち

detail = { $name }: { $doing }({ $duration }、{ $from } から { $to } まで)
detail-open = { $name }: { $doing }({ $from } から、これまで { $duration })
detail-line = { $line } 行目
detail-timed-out = タイムアウト
detail-ended-by = { $name } が終わらせた
detail-hold = { $name } が { $lock } を { $from } から { $duration } 保持
detail-hold-repeated = { $name } が { $from } から { $duration } の間に { $lock } を { $count } 回獲得・解放
detail-message = { $value }({ $bytes }、{ $channel }): { $sender } が { $sent } に送り、{ $waited } 後に { $receiver } が受け取った
detail-message-waiting = { $value }({ $bytes }、{ $channel }): { $sender } が { $sent } に送り、まだ誰も受け取っていない
detail-holder = { $time }: { $name } がインタープリターのロックを持つ
detail-no-holder = { $time }: 誰も動いていない
detail-loss = { $name } が { $time } に古い値から { $variable } を書き、{ $whose } の更新が失われた
detail-strip = { $count ->
    [0] { $time }: 動いているプロセスはない
   *[other] { $time }: { $count } 個のプロセスが動いている({ $names })
}
detail-several = { $name }: 短い状態が { $count } 個、主に{ $doing }
detail-exit = { $name } は { $time } に終了コード { $code } で終わった
detail-exit-signalled = { $name } は { $time } に終了コード { $code } で終わった({ $by } からのシグナル)
detail-start = { $parent } が { $time } に { $child } を始めた
detail-start-ran = { $parent } が { $time } に { $child } を始め、{ $after } 後にそのコードが動き出した
detail-join = { $time } に { $child } が終わり、{ $waiter } の待ちが終わった
detail-signal = { $sender } が { $time } に { $target } へシグナル { $signal } を送った

console-empty = プロセスが出力したものがここに現れます。各行に、どのプロセスが出力したかが付きます。
console-label = プロセスの出力
console-stderr = stderr
console-stderr-hint = 標準エラー出力に書かれたもの
console-copy = コピー
console-copy-hint = 表示されている行を、名前を除いてコピーします
console-copied = コピーしました
console-nothing = 当てはまる行はありません。
console-dropped = これより前の { $count } 行は表示していません。
console-input = { $name } への入力
console-input-send = 入力
console-input-end = 入力の終わり
console-input-end-hint = Ctrl+D のように、input() に EOFError を起こさせます
console-go-to = { $file } の { $line } 行目へ

deadlock-heading = デッドロック
deadlock-intro = どのプロセスも待っていて、待ちを終わらせる者が誰も残っていません。CPython ならここで永久に止まるので、実行を終わらせました。
deadlock-waits = { $name } は { $call } で待っている
deadlock-waits-somewhere = { $name } は待っている
deadlock-for = (対象は { $label })
deadlock-held = 保持: { $name }
deadlock-held-itself = 保持: 自分自身
deadlock-held-ended = 保持: 終了した { $name }
deadlock-advice-join-before-drain = プロセスは、自分がキューに入れたものがすべて取り出されるまで終わりません。join の前に、キューから取り出してください。
deadlock-advice-lock-twice = 自分が持っているロックを自分で待っています。先に解放するか、持ち主がもう一度獲得できる RLock を使ってください。
deadlock-advice-lock-order = 同じ複数のロックを違う順序で獲得し、互いに相手の欲しいものを持っています。どこでも同じ順序で獲得してください。
deadlock-advice-holder-ended = ロックの持ち主が解放せずに終わりました。「with lock:」を使い、ロックを持っているかもしれないプロセスを terminate しないでください。
deadlock-advice-barrier-short = バリアの参加者数が、実際に来る数より多くなっています。wait() を呼ぶプロセスの数に合わせてください。
deadlock-advice-join-cycle = プロセスが互いの終了を待っています。join は親だけが、自分の子に対してだけ行ってください。
deadlock-advice-nothing-sent = 誰も送らないメッセージを待っています。受け取る数だけ送るか、最後であることを示すメッセージを送り、使わないパイプの端は閉じてください。
deadlock-advice-nobody-signals = 通知を待っていますが、通知する者が残っていません。最後の一つが終わる前に、イベントを set する、条件を notify する、セマフォを解放する、または待ちにタイムアウトを付けてください。
deadlock-advice-other = 誰が何を待っているかを見てください。どれか一つの待ちが、ほかに頼らずに終わるか、タイムアウトを持つ必要があります。

tabs-label = 実行の見方
tab-console = コンソール
tab-channels = メッセージ
tab-memories = メモリー
tab-files = ファイル
tab-locks = ロックと待ち
tab-events = イベント

filter-process = プロセス
filter-all = すべてのプロセス
filter-search = 検索

playback-heading = 時間をさかのぼる
playback-back = 一つ前のイベントへ
playback-forward = 一つ先のイベントへ
playback-play = 再生
playback-rest = 止める
playback-slider = 実行の中の時刻
playback-place = { $time } · イベント { $moment } / { $count }
playback-speed = 速さ
playback-latest = 最新

channels-empty = プログラムがキューやパイプを作ると、ここに現れます。中にあるもの、通ったもの、両端で待っている者がわかります。
channels-depth = { $count } 件
channels-depth-of = { $count } / { $capacity }
channels-full = 満杯
channels-through = 送信 { $sent }、受信 { $received }
channels-messages = 届く途中のメッセージ(古い順)
channels-more = ほか { $count } 件
channels-none-waiting = 途中のメッセージはありません。
channels-last = 最後に受け取られたもの:
channels-putting = put を待っている: { $names }
channels-getting = get を待っている: { $names }
channels-graph = 中にあるメッセージの数の推移(最大 { $most })

memories-empty = プログラムが動くと、各プロセスのグローバル変数がここに並びます。どのプロセスが自分のコピーを変えたかがわかります。
memories-label = 各プロセスのグローバル変数
memories-caption = プロセスはそれぞれ自分のメモリーを持ちます。二つの列にある同じ名前は、別々の変数です。
memories-name = 名前
memories-ended = 終了
memories-spawn = 新しいメモリー。main モジュールを import し直した
memories-fork = { $parent } のコピー
memories-forkserver = フォークサーバーのコピー
memories-copied = { $source }、{ $bytes }、{ $duration }
memories-size-hint = このプロセスのインタープリターが持つメモリー。小さくなることはありません
memories-reserve = 次の開始に備えて { $workers } 個のインタープリターが待っています(メモリーは合わせて { $bytes })。
memories-differs = 違う
memories-changed = 変わった
memories-shared = 複数のプロセスが共有するもの
memories-shared-badge = 共有
memories-holders = 持っているプロセス

files-empty = 実行中のファイルがここに現れます。プログラムのファイルと、プロセスが作ったり、書いたり、消したりしたファイルを、誰がいつ行ったかとともに示します。
files-view-label = 実行のファイル
files-path = ファイル
files-size = 大きさ
files-written = 最後に書いたもの
files-given = 最初からある
files-download = この時点の { $path } をダウンロード
files-kind-file = ファイル
files-kind-directory = フォルダー
files-kind-symlink = リンク
files-kind-device = デバイス
files-kind-stream = ストリーム
files-content = ファイルの内容
files-nothing = 空です。
files-partial = 記録には、{ $bytes } バイトのうち最初の { $known } バイトだけがあります。
files-cut = 最初の { $bytes } バイトを表示しています。ダウンロードすると、すべて見られます。
files-history = このファイルに起きたこと
files-more = これより前に、あと { $count } 件

locks-empty = プログラムが動くと、誰が誰を待ち、誰がどのロックを持っているかがここに現れます。
locks-nobody-waits = 誰も誰かを待っていません。
locks-graph = 待ちグラフ: { $count } 個が待っている
locks-heading = ロック
locks-free = 誰も持っていません。
locks-holders = 持っている者
locks-waiting = これを待っている: { $names }
locks-taken = これまでに { $times } 回獲得されました。
locks-since = { $time } から

events-empty = 実行中に起きたことが、ここに一件ずつ並びます。図はすべてこの記録から描かれます。
events-label = イベント
events-time = 時刻
events-who = 誰が
events-what = 何を
events-line = 行
events-go = すべての表示をこのイベントの時点にします
events-earlier = 前のイベント
events-later = 後のイベント
events-page = { $page } / { $pages } ページ、{ $count } 件

event-created = { $parent } が始めた({ $method })
event-created-main = 始まった
event-copied = メモリー { $bytes } のコピーから始まる(コピーに { $duration })
event-memory = メモリーが { $bytes } になる
event-running = 動き出す
event-thread-started = { $by } が始めたスレッド
event-thread-ended = スレッドが終わる
event-blocked = 待つ: { $what }
event-unblocked = 先へ進む
event-unblocked-by = { $by } によって先へ進む
event-timed-out = 時間切れで先へ進む
event-held = 一時停止
event-resumed = 一時停止のあと先へ進む
event-turn = インタープリターのロックを得る
event-overwritten = 古い値から { $name } を書く: { $whose } の更新が失われる
event-printed = { $text } を出力
event-made = { $object } を作る
event-mapped = { $object } をそのまま開く
event-mapped-copy = { $object } を開く(カーネルが同じに保つコピー)
event-unmapped = { $object } を手放す
event-file-given = { $path } は初めからある
event-file-created = { $path } を作る
event-file-linked = ファイルに別名 { $path } を付ける
event-file-written = { $path } に { $bytes } を書く
event-file-resized = { $path } の大きさを { $bytes } にする
event-file-renamed = { $from } を { $to } に改名する
event-file-removed = { $path } を消す
event-acquired = { $object } を獲得
event-released = { $object } を解放
event-used-acquired = { $acquired ->
    [1] { $object } を獲得
   *[other] { $object } を { $acquired-times } 回獲得
}
event-used-released = { $released ->
    [1] { $object } を解放
   *[other] { $object } を { $released-times } 回解放
}
event-used-both = { $acquired ->
    [1] { $object } を獲得して解放
   *[other] { $object } の獲得と解放を { $acquired-times } 回
}
event-used-each = { $object } を { $acquired-times } 回獲得、{ $released-times } 回解放
event-used-holds = { $done }、そのまま保持
event-sent = { $value }({ $bytes })を { $object } に送る
event-received = { $value } を { $object } から受け取る
event-signalled = { $by } から { $signal } を受ける
event-killed = { $signal } を受ける
limited-processes = プロセスをこれ以上始められません(同時に { $alive } 個、全部で { $started } 個まで)
limited-memory = メモリーをこれ以上使えません(プロセスごとに { $each }、全部で { $all } まで)
limited-message = メッセージが大きすぎます({ $most } まで)
limited-output = 出力は最初の { $most } だけを残し、{ $bytes } を省きました
event-deadlocked = デッドロックが見つかる
event-exited = 終了コード { $code } で終わる

mode-label = 実行のしかた
mode-processes = プロセス
mode-processes-hint = Process は一つ一つが独立したインタープリターとメモリーを持つワーカーになります
mode-shared = 状態共有
mode-shared-hint = Process は一つのインタープリターのスレッドになります。変数をすべて共有し、一度に動くのは一つです(multiprocessing.dummy と同じ)
mode-both = 両方
mode-both-hint = プロセスで、次に状態共有で実行し、比べます
mode-method = 開始方式
mode-method-hint = プログラムが選ばないときの開始方式(multiprocessing.set_start_method)。Linux での Python の既定は、3.13 までは fork、3.14 からは forkserver です
isolation = 共有メモリーを直接使う
isolation-hint = 2 回目の訪問から、共有メモリーが CPython と同じく全プロセスの見る一つのメモリーになります。そのためにブラウザーがページを他のサイトから分離します。オフならプロセスごとのコピーです
isolation-later = 次に開いたときから有効です
mode-serial = 一つずつ
mode-serial-hint = start() は target が終わるまで戻りません。並行性はまったくありません
mode-interval = 切り替え間隔
mode-interval-hint = スレッドがどれだけ動いたら次に交代するか(sys.setswitchinterval)。Python の既定は 5 ms です
mode-seed = シード
mode-seed-hint = 数を入れると切り替えが毎回同じになり、競合を再現できます。空なら時計に従います
mode-seed-none = なし
mode-seeded = { $mode }、シード { $seed }

status-mode = モード
state-first = プロセスで実行中(1 / 2)
state-second = 状態共有で実行中(2 / 2)

tab-comparison = 比較
compare-show = 表示
compare-empty = 両方の実行が終わると、ここで比べます。何にどれだけかかったか、どの変数と出力が違うか、それはなぜか。
compare-time = 時間
compare-globals = 終了時のグローバル変数
compare-output = 出力
compare-who = 誰が
compare-starting = 起動
compare-running = 計算
compare-ready = GIL 待ち
compare-sleeping = スリープ
compare-waiting = ほかを待つ
compare-total = 最初の行から終わりまで { $duration }、使ったプロセッサー { $processors }
compare-gain = この仕事から { $processors } プロセッサーで見込まれる速さ: プロセスはスレッドの { $expected } 倍。実測: { $measured } 倍。
compare-processes-faster = プロセスのほうが { $ratio } 倍速かった({ $here } 対 { $there })。プロセスは同時に { $processors } 個のプロセッサーで計算し、スレッドは一つを交代で使います。インタープリターのロック(GIL)を持つものだけが動くからです。
compare-shared-faster = 状態共有のほうが { $ratio } 倍速かった({ $there } 対 { $here })。プロセスの起動に最大 { $start } かかり、並列計算で得た分を上回りました。
compare-busy = プロセスは { $here }、状態共有は { $there }。スレッドが { $computed } で計算したものに、プロセスは合わせて { $spent } かかりました。プロセッサーがほかのことでも忙しかったか、プロセスより少ないのです。ページを読み込んだ後しばらくは、ブラウザーがまだインタープリターを最適化しています。もう一度実行してみてください。
compare-about-equal-waiting = どちらもほぼ同じ({ $here } と { $there })。このプログラムは計算({ $computed })より眠っている時間(合計 { $waited })が長く、待つだけならスレッドもプロセスと同じように並んで待てます。
compare-about-equal = どちらもほぼ同じ(プロセス { $here }、状態共有 { $there })。計算({ $computed })が少ないかプロセッサーが足りず、プロセスの起動({ $start })の分を取り戻せませんでした。
compare-value-in = { $process } では { $value }
compare-apart = { $name } は { $own }。状態共有では一つしかなく、{ $shared } です。プロセスはそれぞれ自分のコピーを変えました。
compare-differs = { $name } はプロセスでは { $own }、状態共有では { $shared }。ほかのプロセスで起きたことは届きませんでした。
compare-lost = 状態共有では { $name } の更新が { $count } 回失われました。ほかのスレッドが更新する前の値から求めた値を書いたためです。
compare-output-same = 順序を別にすれば、どちらも同じ行を出力しました。
compare-output-differs = 出力のうち { $count } 行が違います。
compare-one-processor = このマシンのプロセッサーは一つとのことです。プロセスが並んで計算することはできません。
compare-line-other = こちらだけ:
compare-lines-more = ほか { $count } 行

program-group-linked = リンクから
program-linked = リンクのプログラム

share = 共有
share-hint = このプログラムへのリンクと、ほかのページに表示するためのマークアップ
share-link = このプログラムと設定へのリンク
share-private = プログラムはリンクの # より後にあり、ブラウザーはそれをどのサーバーにも送りません。リンクを開いた人が「実行」を押すまで動きません。
share-markup = 文書のページに表示するには
share-refused = ファイルが大きすぎてリンクに入りません。リンクに入るのは全部で { $room } までです。保存した実行(「保存 ▾」の「実行」)にはもっと入ります。
share-copy = コピー
share-copied = コピーしました

link-damaged = リンクの中のプログラムを読めません({ $reason })。リンクが途中で切れているかもしれません。もう一度送ってもらってください。あなたのプログラムはそのままです。
link-value = このリンクには Spawnpoint の知らない指定があります: 「{ $value }」。あなたのプログラムはそのままです。
link-attribute = このプログラムを埋め込んだページには Spawnpoint の知らない指定があります: 「{ $value }」。
link-no-example = このリンクの例「{ $id }」はありません。一覧から選んでください。あなたのプログラムはそのままです。

embed-open = Spawnpoint で開く
embed-edit = 編集
embed-hint = 「実行」を押すと、このページの中で本物のプロセスが動き、それぞれが何をしているかを表示します。初回は { $size } MB をダウンロードします。
embed-loading = プレイグラウンドを読み込んでいます…
embed-failed = { $address } からプレイグラウンドを読み込めませんでした。接続を確かめて、もう一度「実行」を押してください。
embed-no-example = 例「{ $id }」はありません。
embed-title = Spawnpoint: プログラムとその実行

update-ready = Spawnpoint の新しいバージョンがあります。
update-take = 再読み込み
