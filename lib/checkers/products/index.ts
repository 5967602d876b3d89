/**
 * The presets by name. A new product is a file, named after it, and a line here. A variant is written into its
 * product's file.
 */
import type { Preset } from "../../model/checker";
import { a10HalfOpen } from "./a10";
import { alibabaPresets } from "./alibaba";
import { apacheHcheck } from "./apache-httpd";
import { aviHalfOpen } from "./avi";
import { awsPresets } from "./aws";
import { azureLb } from "./azure";
import { blackboxExporter } from "./blackbox-exporter";
import { caddyL4 } from "./caddy-l4";
import { checkTcpPresets } from "./check-tcp";
import { consul } from "./consul";
import { dnsdist } from "./dnsdist";
import { dpvs } from "./dpvs";
import { envoyPresets } from "./envoy";
import { f5Presets } from "./f5";
import { fortigate } from "./fortigate";
import { gcpPresets } from "./gcp";
import { gdnsd } from "./gdnsd";
import { haproxyPresets } from "./haproxy";
import { haproxyProtocolPresets } from "./haproxy-protocols";
import { huaweiElb } from "./huawei";
import { keepalivedPresets } from "./keepalived";
import { kongPresets } from "./kong";
import { kubernetesPresets } from "./kubernetes";
import { ldirectordPresets } from "./ldirectord";
import { maxscale } from "./maxscale";
import { monit } from "./monit";
import { netscalerPresets } from "./netscaler";
import { nginxPresets } from "./nginx";
import { nomad } from "./nomad";
import { octavia } from "./octavia";
import { pgpool } from "./pgpool";
import { proxysql } from "./proxysql";
import { tencentClb } from "./tencent";
import { traefik } from "./traefik";
import { varnish } from "./varnish";
import { zabbix } from "./zabbix";

/** Family by family, as they are listed. */
const families: Preset[] = [
  ...haproxyPresets,
  ...haproxyProtocolPresets,
  octavia,
  ...alibabaPresets,
  ...awsPresets,
  ...gcpPresets,
  azureLb,
  tencentClb,
  huaweiElb,
  ...f5Presets,
  ...netscalerPresets,
  a10HalfOpen,
  aviHalfOpen,
  fortigate,
  ...keepalivedPresets,
  ...ldirectordPresets,
  dpvs,
  ...envoyPresets,
  ...kubernetesPresets,
  ...nginxPresets,
  ...kongPresets,
  traefik,
  caddyL4,
  consul,
  nomad,
  varnish,
  proxysql,
  maxscale,
  pgpool,
  dnsdist,
  monit,
  blackboxExporter,
  apacheHcheck,
  gdnsd,
  zabbix,
  ...checkTcpPresets,
];

export const presets: ReadonlyMap<string, Preset> = new Map(families.map((preset) => [preset.name, preset]));
