project = "Documentation with a program"
language = "en"
html_js_files = [
    ("https://spawnpoint.example/spawnpoint.js", {"data-selector": ".runnable pre", "defer": "defer"}),
]
