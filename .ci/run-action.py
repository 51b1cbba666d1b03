#!/usr/bin/env python3
"""Runs a composite GitHub Action on this machine: `run-action.py ACTION_FOLDER [INPUT=VALUE]…`.

Steps with `run` are run as a runner does, with what the action's own expressions come to. Of a step with `uses` it is told what it
is given, and how many results a SARIF file has. What this cannot evaluate is an error, so nothing is passed over unseen.
GITHUB_WORKSPACE, RUNNER_TEMP and the like come from the environment. Exit status: that of the first step that failed, else 0.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


def evaluated(expression, context):
    """What a name comes to: `inputs.lang`, `steps.get.outputs.binary`."""
    value = context
    for part in expression.split("."):
        if not isinstance(value, dict) or (part not in value and "outputs" not in expression):
            sys.exit(f"this expression cannot be evaluated here: {expression}")
        value = value.get(part, "")
    return value


def filled(text, context):
    return EXPRESSION.sub(lambda it: evaluated(it[1], context), str(text))


def applies(condition, context):
    """Whether a step is to run: a comparison with a text."""
    if condition is None:
        return True
    comparison = re.fullmatch(r"([\w.-]+) == '([^']*)'", condition)
    if comparison is None:
        sys.exit(f"this condition cannot be evaluated here: {condition}")
    return evaluated(comparison[1], context) == comparison[2]


def run_step(step, action, context):
    """Runs the command of a step and remembers its outputs. Returns the exit code."""
    output = pathlib.Path(os.environ["RUNNER_TEMP"], "output")
    output.write_text("")
    environment = {
        **os.environ,
        "GITHUB_ACTION_PATH": str(action),
        "GITHUB_OUTPUT": str(output),
        **{name: filled(value, context) for name, value in step.get("env", {}).items()},
    }
    script = pathlib.Path(os.environ["RUNNER_TEMP"], "step.sh")
    script.write_text(filled(step["run"], context))
    # This is how a runner calls `shell: bash`.
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
    code = subprocess.run(command, cwd=os.environ["GITHUB_WORKSPACE"], env=environment, check=False).returncode
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    context["steps"][step.get("id", step["name"])] = {"outputs": outputs}
    return code


def tell_use(step, context):
    print(f"uses {step['uses'].split('@')[0]}")
    for name, value in step.get("with", {}).items():
        value = filled(value, context)
        print(f"  {name}: {value}")
        if name == "sarif_file":
            for result in json.loads(pathlib.Path(value).read_text(encoding="utf-8"))["runs"][0]["results"]:
                place = result["locations"][0]["physicalLocation"]
                print(f"    {result['ruleId']} {place['artifactLocation']['uri']}:{place['region']['startLine']}")


def main(folder, *arguments):
    action = pathlib.Path(folder).resolve()
    manifest = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(it.get("default", "")) for name, it in manifest["inputs"].items()}
    for argument in arguments:
        name, value = argument.split("=", 1)
        if name not in inputs:
            sys.exit(f"the action has no input {name}")
        inputs[name] = value
    context = {"inputs": inputs, "steps": {}}
    failed = 0
    for step in manifest["runs"]["steps"]:
        if failed or not applies(step.get("if"), context):
            print(f"-- {step['name']}: skipped")
            continue
        print(f"-- {step['name']}", flush=True)
        if "uses" in step:
            tell_use(step, context)
        else:
            failed = run_step(step, action, context)
    for name, it in manifest["outputs"].items():
        if not failed or "steps.check." in it["value"] and "check" in context["steps"]:
            print(f"output {name}: {filled(it['value'], context)}")
    sys.exit(failed)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
