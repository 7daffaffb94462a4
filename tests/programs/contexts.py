import multiprocessing as mp


def work():
    print(mp.get_start_method(allow_none=True))


if __name__ == "__main__":
    print("spawn" in mp.get_all_start_methods())
    for method in mp.get_all_start_methods():
        process = mp.get_context(method).Process(target=len, args=("",))
        process.start()
        process.join()
        if process.exitcode:
            print(method, process.exitcode)
    context = mp.get_context("spawn")
    print(context.get_start_method(), type(context).__name__)
    process = context.Process(target=work)
    print(type(process).__name__)
    process.start()
    process.join()
    for method in ("spawn", "unheard-of"):
        try:
            mp.set_start_method(method)
        except (RuntimeError, ValueError) as error:
            print(type(error).__name__, error)
    try:
        mp.get_context("unheard-of")
    except ValueError as error:
        print(error)
    mp.freeze_support()
    print(mp.cpu_count() >= 1, type(mp.current_process().authkey).__name__)
