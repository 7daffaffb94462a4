# exit: 1
# shared: same
import sys
import unittest


class Case(unittest.TestCase):
    def test_passes(self):
        self.assertEqual(1 + 1, 2)

    def test_fails(self):
        with self.assertRaises(ValueError):
            pass

    @unittest.skip("not now")
    def test_skipped(self):
        pass


suite = unittest.defaultTestLoader.loadTestsFromTestCase(Case)
result = unittest.TestResult()
suite.run(result)
print(result.testsRun, len(result.failures), len(result.skipped), result.failures[0][0].id())
unittest.main(argv=["main.py", "Case.test_fails"], testRunner=unittest.TextTestRunner(stream=open("/dev/null", "w")))
