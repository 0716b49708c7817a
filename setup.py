"""The compiled part, which is optional: without a compiler or Python's headers the installation goes on without it."""

from setuptools import Extension, setup

setup(
    ext_modules=[
        Extension(
            "assets.extraction.pdf._compiled",
            ["assets/extraction/pdf/_compiled.c"],
            optional=True,
            py_limited_api=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
