"""The Java that the launcher finds, and the least that it can run."""

import os
import pathlib
import subprocess

from world import CHECKOUT

LIB = CHECKOUT / "supervisor/target/dist/lib"


def java():
    words = f". {CHECKOUT}/src/bin/java-25.sh; find_java; java_jdk; echo $java_home/bin/java"
    return subprocess.run(["sh", "-c", words], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def environment():
    """For Maven, which runs on the Java that the build is for."""
    return os.environ | {"JAVA_HOME": str(pathlib.Path(java()).parents[1])}


def hello(world):
    """The words that print hello from a jar."""
    folder = world.path / "hello"
    folder.mkdir()
    source = folder / "Hello.java"
    source.write_text('class Hello { public static void main(String[] a) { System.out.println("hello"); } }\n')
    program = pathlib.Path(java())
    subprocess.run([program.with_name("javac"), "-d", folder, source], check=True)
    jar = folder / "hello.jar"
    subprocess.run([program.with_name("jar"), "cf", jar, "-C", folder, "Hello.class"], check=True)
    return program, "-cp", jar, "Hello"
