"""The stack of infra-cdk, deployed by `cdk deploy` on MiniStack, whose functions run as processes of this machine."""

import json
import os
import shutil
import sys
import urllib.request
import zipfile
from contextlib import contextmanager
from pathlib import Path

from processes import PROJECT, SUITE, Background, free_port, lamella_command, run
from progress import figure, say, wait_until
from stack import VISIBILITY_SECONDS, Aws, Stack, environment

STACK = "Lamella"

# What a small machine can run side by side, and a sweep soon enough to wait for it.
SETTINGS = {
    "email": "ops@example.com",
    "package": str(PROJECT / os.environ.get("LAMELLA_PACKAGE", "target/function.zip")),
    "memory": "768",
    "ingest-concurrency": "2",
    "merge-concurrency": "2",
    "schedule": "rate(1 minute)",
}

# In the package, beside which functions begin.
CONFIGURATION = "opt/lamella.yaml"


@contextmanager
def deployed(folder: Path, configuration: Path, runtime: Path):
    """Yields the stack, and takes all of it away. `runtime` has the jars of AWS' loop around functions."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    surroundings = environment(endpoint, folder)
    emulator = Background(
        [sys.executable, str(SUITE / "ministack_dated.py")],
        folder / "emulator.log",
        surroundings | {"BIND_HOST": "127.0.0.1", "MINISTACK_HOST": "127.0.0.1", "GATEWAY_PORT": str(port)},
        folder,
    )
    try:
        wait_until_up(emulator, endpoint)
        say(f"MiniStack is up at {endpoint}")
        yield deploy(Cdk(folder, surroundings), emulator, Aws(endpoint), configuration, runtime)
    finally:
        emulator.stop()


def wait_until_up(emulator: Background, endpoint: str) -> None:
    def answers() -> bool:
        emulator.check_alive()
        try:
            with urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    wait_until("MiniStack answers", answers, lambda: "no answer")


class Cdk:
    def __init__(self, folder: Path, surroundings: dict[str, str]):
        self.assembly = folder / "cdk.out"
        self.outputs = folder / "outputs.json"
        self.log = folder / "cdk.log"
        self.folder = folder
        self.surroundings = surroundings

    def __call__(self, *arguments: str) -> None:
        line = ["npx", "--no-install", "cdk", *arguments, "--no-notices"]
        run(line, self.log, self.surroundings | {"CDK_DISABLE_CLI_TELEMETRY": "true"}, PROJECT / "infra-cdk")

    def synth(self, configuration: Path) -> None:
        settings = [part for name, value in SETTINGS.items() for part in ["-c", f"{name}={value}"]]
        self("synth", "--quiet", "-o", str(self.assembly), "-c", f"config={configuration}", *settings)

    def deploy(self) -> None:
        of_assembly = ["--app", str(self.assembly)]
        self("bootstrap", *of_assembly)
        self("deploy", *of_assembly, "--require-approval", "never", "--outputs-file", str(self.outputs))


def deploy(cdk: Cdk, emulator: Background, aws: Aws, configuration: Path, runtime: Path) -> Stack:
    cdk.synth(configuration)
    say("the stack is synthesised")
    template = Template(cdk.assembly)
    left_out = template.leave_out_alarms_over_expressions()
    template.give_messages_back_after(VISIBILITY_SECONDS)
    template.run_functions_as_processes(runtime)
    template.write()
    cdk.deploy()
    outputs = json.loads(cdk.outputs.read_text())[STACK]
    resources = aws.client("cloudformation").list_stack_resources(StackName=STACK)["StackResourceSummaries"]
    kinds = ", ".join(f"{count} {kind}" for kind, count in counted(resources).items())
    figure("cdk deploy", f"{len(resources)} resources: {kinds}")
    figure("not deployed", f"{len(left_out)} alarms over expressions, which MiniStack does not know")

    functions = aws.client("lambda")
    names = [found["PhysicalResourceId"] for found in resources if found["ResourceType"] == "AWS::Lambda::Function"]

    def reconfigure(text: str) -> None:
        package = template.package_with(text)
        for name in names:
            functions.update_function_code(FunctionName=name, ZipFile=package.read_bytes())

    def lamella(*arguments: str) -> str:
        settings = {"LAMELLA_CONFIG": str(configuration)}
        return run(lamella_command(*arguments), cdk.folder / "lamella.log", cdk.surroundings | settings, cdk.folder)

    return Stack(
        aws,
        outputs["IngestQueueUrl"],
        outputs["IngestDeadLettersUrl"],
        lambda: None,  # works already
        emulator.check_alive,
        reconfigure,
        lamella,
    )


def counted(resources: list[dict]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for resource in resources:
        service = resource["ResourceType"].split("::")[1]
        kinds[service] = kinds.get(service, 0) + 1
    return dict(sorted(kinds.items()))


class Template:
    """What `cdk synth` made, changed where the emulator cannot follow it, and nowhere else."""

    def __init__(self, assembly: Path):
        self.assembly = assembly
        self.file = assembly / f"{STACK}.template.json"
        self.content = json.loads(self.file.read_text())
        self.resources = self.content["Resources"]

    def write(self) -> None:
        self.file.write_text(json.dumps(self.content))

    def of_type(self, kind: str) -> dict[str, dict]:
        return {name: found["Properties"] for name, found in self.resources.items() if found["Type"] == kind}

    def leave_out_alarms_over_expressions(self) -> list[str]:
        names = [name for name, alarm in self.of_type("AWS::CloudWatch::Alarm").items() if "Metrics" in alarm]
        for name in names:
            del self.resources[name]
        return names

    def give_messages_back_after(self, seconds: int) -> None:
        """From the first message on: S3 sends one of its own as soon as it is told where to."""
        (ingest,) = (queue for queue in self.of_type("AWS::SQS::Queue").values() if "RedrivePolicy" in queue and not queue.get("FifoQueue"))
        ingest["VisibilityTimeout"] = seconds

    def run_functions_as_processes(self, runtime: Path) -> None:
        """Runtimes of Java need Docker, but a `bootstrap` is run as it is. So a package that has none gets one, with AWS' own loop."""
        functions = self.of_type("AWS::Lambda::Function").values()
        (package,) = {function["Code"]["S3Key"] for function in functions}
        (layer,) = {layer["Content"]["S3Key"] for layer in self.of_type("AWS::Lambda::LayerVersion").values()}
        for function in functions:
            function["Runtime"] = "provided.al2023"
            function["Environment"]["Variables"]["LAMELLA_CONFIG"] = CONFIGURATION
        self.package = self.assembly / f"asset.{package}"
        self.bare = self.package.with_suffix(".bare")
        shutil.copy(self.package, self.bare)
        with zipfile.ZipFile(self.bare, "a") as archive:
            is_native = "bootstrap" in archive.namelist()
            if not is_native:
                archive.write(SUITE / "java25", "bootstrap")
                for jar in sorted(runtime.glob("*.jar")):
                    archive.write(jar, f"runtime/{jar.name}")
        figure("package", "a native executable" if is_native else "Java 25")
        configuration = self.assembly / f"asset.{layer.removesuffix('.zip')}" / "lamella.yaml"
        self.package_with(configuration.read_text())

    def package_with(self, configuration: str) -> Path:
        """MiniStack mounts no layers for a `bootstrap`, so what is in the layer lies in the package."""
        shutil.copy(self.bare, self.package)
        with zipfile.ZipFile(self.package, "a") as archive:
            archive.writestr(CONFIGURATION, configuration)
        return self.package
