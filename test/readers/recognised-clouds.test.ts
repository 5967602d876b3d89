/** Which reader takes which file, of AWS, Consul and Terraform, and of what looks like theirs. */
import { expect, test } from "vitest";
import { importers } from "../../lib/readers/index";

const reader = (name: string, text: string) => importers.find((one) => one.recognises({ name, text }))?.format;

const AWS = "aws elbv2 describe-target-groups";
const CONSUL = "Consul service definition (JSON or HCL)";
const TERRAFORM = "Terraform plan or state (terraform show -json)";

test.each<[what: string, name: string, text: string, format: string]>([
  ["a target group", "x", '{"TargetGroups": [{"TargetGroupArn": "a", "HealthCheckProtocol": "TCP"}]}', AWS],
  ["a list of target groups", "x", '[\n  {\n    "TargetGroupArn": "a"\n  }\n]', AWS],
  ["target groups in YAML", "x", "TargetGroups:\n- HealthCheckEnabled: true\n  HealthCheckProtocol: TCP\n", AWS],
  ["a Classic Load Balancer", "x", '{"LoadBalancerDescriptions": [{"HealthCheck": {}}]}', AWS],
  ["a Consul service", "x", '{"service": {"name": "a", "check": {"tcp": "a:1", "interval": "1s"}}}', CONSUL],
  ["a Consul service for the HTTP API", "x", '{"Name": "a", "Check": {"TCP": "a:1", "Interval": "1s"}}', CONSUL],
  ["a Consul service in HCL, by the name of its file,", "web.hcl", 'service {\n name = "a"\n}\n', CONSUL],
  ["a Consul check in HCL, by its content,", "web.conf", 'check {\n tcp = "a:1"\n interval = "1s"\n}\n', CONSUL],
  ["a Terraform plan", "x", '{"format_version":"1.2","terraform_version":"1.9.8","planned_values":{}}', TERRAFORM],
  [
    "a Terraform plan with manifests and services in it",
    "x",
    JSON.stringify(
      {
        terraform_version: "1.9.8",
        planned_values: {
          root_module: { resources: [{ values: { manifest: { apiVersion: "v1", kind: "Service" } } }] },
        },
        x: { services: [{ interval: "1s" }] },
      },
      null,
      2,
    ),
    TERRAFORM,
  ],
  ["Terraform's language", "main.tf", 'resource "aws_vpc" "a" {\n}\n', TERRAFORM],
  ["Terraform's language under another name", "x", 'provider "aws" {\n}\n', TERRAFORM],
])("%s is taken by the reader that it is for", (_, name, text, format) => {
  expect(reader(name, text)).toBe(format);
});

test.each<[what: string, name: string, text: string]>([
  ["docker-compose", "compose.yaml", "services:\n  web:\n    image: nginx\n    healthcheck:\n      interval: 10s\n"],
  ["a settings file", "storm.yaml", "target: 10.0.0.5:25\ncheckers:\n  - preset: haproxy\n"],
  ["some JSON", "a.json", '{"services": "all"}'],
  ["an empty file", "a", ""],
])("%s is taken by no reader of AWS, Consul or Terraform", (_, name, text) => {
  expect([AWS, CONSUL, TERRAFORM]).not.toContain(reader(name, text));
});
