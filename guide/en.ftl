# What the template of the guide says around each page.

guide = Guide
skip = Skip to the text
contents = Contents
contents-label = Pages of the guide
playground = Playground
other-language = 日本語
other-tag = ja
previous = Previous
next = Next
