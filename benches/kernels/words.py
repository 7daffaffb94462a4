"""How often each word of a text occurs: strings, a dict and sorting."""

import time

WORDS = 120_000
SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]


def text():
    state = 1
    words = []
    for _ in range(WORDS):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        number = state >> 16
        words.append("".join(SYLLABLES[int(digit)] for digit in str(number * number % 20_000)))
    return " ".join(words).title()


def most_frequent(text):
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


if __name__ == "__main__":
    began = time.perf_counter()
    ranking = most_frequent(text())
    took = time.perf_counter() - began
    assert sum(count for _, count in ranking) == WORDS
    assert (len(ranking), ranking[0]) == (1827, ("lirababa", 1181)), (len(ranking), ranking[0])
    print(took)
