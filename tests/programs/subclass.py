# shared: same
from multiprocessing import Process


class Greeter(Process):
    def __init__(self, whom):
        super().__init__(name=f"Greeter of {whom}")
        self.whom = whom

    def run(self):
        print(f"hello {self.whom} from {self.name}")


if __name__ == "__main__":
    greeter = Greeter("world")
    greeter.start()
    greeter.join()
    print(greeter.whom, greeter.exitcode)
    Greeter("nobody").run()
