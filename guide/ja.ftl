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
