"""The sieve of Eratosthenes: counts the primes below a limit."""

import time

LIMIT = 2_000_000


def count_primes():
    is_prime = [True] * LIMIT
    is_prime[0] = is_prime[1] = False
    for number in range(2, int(LIMIT**0.5) + 1):
        if is_prime[number]:
            for multiple in range(number * number, LIMIT, number):
                is_prime[multiple] = False
    return sum(is_prime)


if __name__ == "__main__":
    began = time.perf_counter()
    count = count_primes()
    took = time.perf_counter() - began
    assert count == 148_933, count
    print(took)
