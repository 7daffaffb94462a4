# shared: same
"""The package's own logger."""

import logging
import multiprocessing


def work():
    multiprocessing.get_logger().warning("from the child")


if __name__ == "__main__":
    logger = multiprocessing.log_to_stderr()
    print(logger is multiprocessing.get_logger(), logger.name, logger.level == logging.NOTSET)
    logger.setLevel(logging.WARNING)
    logger.warning("doomed")
    logger.info("not shown")
    process = multiprocessing.Process(target=work)
    process.start()
    process.join()
