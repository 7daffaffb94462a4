# shared: same
import time

for seconds in (0, 0.01, 1e-9, True):
    print(time.sleep(seconds if seconds is not True else 0))
for wrong in (-1, float("nan"), "1", None):
    try:
        time.sleep(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__)
began = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - began >= 0.05, time.perf_counter() >= began, time.time() > 1.7e9)
print(time.process_time() >= 0, time.strftime("%Y", time.gmtime(0)), time.time_ns() > 10**18)
