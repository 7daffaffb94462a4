"""Five bodies that attract each other, moved step by step: floats in lists. Their energy hardly changes."""

import time

STEPS = 40_000
STEP = 0.001

# Mass, place, velocity: a heavy one in the middle, the others around it.
BODIES = [
    [1000.0, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
    [1.0, [10.0, 0.0, 0.0], [0.0, 10.0, 0.0]],
    [0.5, [0.0, 20.0, 0.0], [-7.0, 0.0, 0.5]],
    [2.0, [-30.0, 0.0, 1.0], [0.0, -5.5, 0.0]],
    [0.1, [0.0, -40.0, 0.0], [5.0, 0.0, 0.2]],
]


def pairs(bodies):
    return [(one, other) for place, one in enumerate(bodies) for other in bodies[place + 1 :]]


def energy(bodies):
    total = sum(mass * sum(v * v for v in velocity) / 2 for mass, _, velocity in bodies)
    for (mass, place, _), (other_mass, other_place, _) in pairs(bodies):
        distance = sum((a - b) ** 2 for a, b in zip(place, other_place)) ** 0.5
        total -= mass * other_mass / distance
    return total


def move(bodies, steps):
    together = pairs(bodies)
    for _ in range(steps):
        for (mass, (x, y, z), velocity), (other_mass, (u, v, w), other_velocity) in together:
            x -= u
            y -= v
            z -= w
            pull = STEP / (x * x + y * y + z * z) ** 1.5
            mass *= pull
            other_mass *= pull
            velocity[0] -= x * other_mass
            velocity[1] -= y * other_mass
            velocity[2] -= z * other_mass
            other_velocity[0] += x * mass
            other_velocity[1] += y * mass
            other_velocity[2] += z * mass
        for _, place, (u, v, w) in bodies:
            place[0] += STEP * u
            place[1] += STEP * v
            place[2] += STEP * w


if __name__ == "__main__":
    before = energy(BODIES)
    began = time.perf_counter()
    move(BODIES, STEPS)
    took = time.perf_counter() - began
    after = energy(BODIES)
    assert abs(after / before - 1) < 1e-4, (before, after)
    print(took)
