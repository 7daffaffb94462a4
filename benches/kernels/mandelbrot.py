"""How many points of a grid are in the Mandelbrot set: arithmetic of floats in nested loops."""

import time

SIZE = 240
DEPTH = 80


def count_inside():
    inside = 0
    for line in range(SIZE):
        imaginary = 2.5 * line / SIZE - 1.25
        for column in range(SIZE):
            real = 2.5 * column / SIZE - 2.0
            x = y = 0.0
            for _ in range(DEPTH):
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + imaginary
                x = xx - yy + real
            else:
                inside += 1
    return inside


if __name__ == "__main__":
    began = time.perf_counter()
    inside = count_inside()
    took = time.perf_counter() - began
    assert inside == 14_385, inside
    print(took)
