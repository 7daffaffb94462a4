"""What the program imports: every process does so for itself."""

import csv


def rows():
    with open("celsius.csv", newline="") as table:
        return list(csv.DictReader(table))


def names():
    return sorted({row["station"] for row in rows()})


def write_report(name):
    values = [float(row["celsius"]) for row in rows() if row["station"] == name]
    with open(f"report-{name}.txt", "w") as report:
        report.write(f"{name}: {min(values)} to {max(values)} degrees\n")
