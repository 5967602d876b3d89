/** The presets by name. A new one is a file of its own, named after the product, and a line here. */
import type { Preset } from "../checker";
import { alibabaClb } from "./alibaba-clb";
import { awsNlb } from "./aws-nlb";
import { haproxy } from "./haproxy";
import { keepalived } from "./keepalived";
import { kubelet } from "./kubelet";

export const presets: ReadonlyMap<string, Preset> = new Map(
  [haproxy, alibabaClb, keepalived, awsNlb, kubelet].map((preset) => [preset.name, preset]),
);
