/** The presets by name. A new one is a file of its own, named after the product, and a line here. */
import type { Preset } from "../../model/checker";
import { a10HalfOpen } from "./a10-half-open";
import { alibabaClb } from "./alibaba-clb";
import { alibabaClbHalfOpen } from "./alibaba-clb-half-open";
import { alibabaNlb } from "./alibaba-nlb";
import { apacheHcheck } from "./apache-hcheck";
import { apisix } from "./apisix";
import { aviHalfOpen } from "./avi-half-open";
import { awsClb } from "./aws-clb";
import { awsNlb } from "./aws-nlb";
import { azureLb } from "./azure-lb";
import { blackboxExporter } from "./blackbox-exporter";
import { caddyL4 } from "./caddy-l4";
import { checkTcp } from "./check-tcp";
import { checkTcpTls } from "./check-tcp-tls";
import { consul } from "./consul";
import { dnsdist } from "./dnsdist";
import { dpvs } from "./dpvs";
import { envoy } from "./envoy";
import { envoyRedis } from "./envoy-redis";
import { envoyTls } from "./envoy-tls";
import { f5HalfOpen } from "./f5-half-open";
import { f5Tcp } from "./f5-tcp";
import { fortigate } from "./fortigate";
import { gcp } from "./gcp";
import { gcpProxy } from "./gcp-proxy";
import { gdnsd } from "./gdnsd";
import { haproxy } from "./haproxy";
import { haproxyHa } from "./haproxy-ha";
import { haproxyHttp } from "./haproxy-http";
import { haproxyLdap } from "./haproxy-ldap";
import { haproxyLinger } from "./haproxy-linger";
import { haproxyMysql } from "./haproxy-mysql";
import { haproxyPgsql } from "./haproxy-pgsql";
import { haproxyProxy } from "./haproxy-proxy";
import { haproxyRedis } from "./haproxy-redis";
import { haproxySmtp } from "./haproxy-smtp";
import { haproxySpop } from "./haproxy-spop";
import { haproxySsl } from "./haproxy-ssl";
import { haproxySslHello } from "./haproxy-ssl-hello";
import { huaweiElb } from "./huawei-elb";
import { istio } from "./istio";
import { keepalived } from "./keepalived";
import { keepalivedHttp } from "./keepalived-http";
import { keepalivedPre21 } from "./keepalived-pre-2-1";
import { keepalivedSmtp } from "./keepalived-smtp";
import { keepalivedSsl } from "./keepalived-ssl";
import { kong } from "./kong";
import { kubelet } from "./kubelet";
import { kubeletHttp } from "./kubelet-http";
import { kubeletPre127 } from "./kubelet-pre-1-27";
import { ldirectord } from "./ldirectord";
import { ldirectordNegotiate } from "./ldirectord-negotiate";
import { maxscale } from "./maxscale";
import { monit } from "./monit";
import { netscaler } from "./netscaler";
import { netscalerReset } from "./netscaler-reset";
import { nginxPlus } from "./nginx-plus";
import { nginxUpstreamCheck } from "./nginx-upstream-check";
import { nomad } from "./nomad";
import { octavia } from "./octavia";
import { pgpool } from "./pgpool";
import { proxysql } from "./proxysql";
import { tencentClb } from "./tencent-clb";
import { tengine } from "./tengine";
import { traefik } from "./traefik";
import { varnish } from "./varnish";
import { zabbix } from "./zabbix";

/** Family by family, as they are listed. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  [
    haproxy,
    haproxyHa,
    haproxyLinger,
    haproxySsl,
    haproxySslHello,
    haproxyProxy,
    haproxyHttp,
    haproxyMysql,
    haproxyPgsql,
    haproxyRedis,
    haproxySmtp,
    haproxyLdap,
    haproxySpop,
    octavia,
    alibabaClb,
    alibabaClbHalfOpen,
    alibabaNlb,
    awsNlb,
    awsClb,
    gcp,
    gcpProxy,
    azureLb,
    tencentClb,
    huaweiElb,
    f5Tcp,
    f5HalfOpen,
    netscaler,
    netscalerReset,
    a10HalfOpen,
    aviHalfOpen,
    fortigate,
    keepalived,
    keepalivedPre21,
    keepalivedHttp,
    keepalivedSsl,
    keepalivedSmtp,
    ldirectord,
    ldirectordNegotiate,
    dpvs,
    envoy,
    envoyTls,
    envoyRedis,
    kubelet,
    kubeletPre127,
    kubeletHttp,
    istio,
    nginxPlus,
    nginxUpstreamCheck,
    tengine,
    kong,
    apisix,
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
    checkTcp,
    checkTcpTls,
  ].map((preset) => [preset.name, preset]),
);
