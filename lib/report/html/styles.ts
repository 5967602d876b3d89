/** The look of a page: one style block for light, dark, print and phones. A page whose styles are blocked is read without it. */
import { colourProperties, darkRules } from "../svg";

const LIGHT = colourProperties("light");
const DARK = colourProperties("dark");

export const STYLES = `
:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}${darkRules()}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
.product,footer{color:var(--mute);font-size:.875rem;overflow-wrap:anywhere}.product{margin:0}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .75rem;font-weight:650;text-wrap:balance;overflow-wrap:anywhere}
h1 strong{display:inline-block;padding:.02em .35em .06em;margin-right:.2em;border-radius:.2em;color:var(--page);font-weight:700}
.held strong{background:var(--green)}.degraded strong{background:var(--yellow)}.wedged strong{background:var(--red)}.inconclusive strong{background:var(--magenta)}.found strong{background:var(--blue)}
h2{font-size:1.125rem;margin:1.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--edge)}
h3{font-size:1rem;margin:1.25rem 0 .25rem;overflow-wrap:anywhere}
p,ul,dl,figure,pre,details{margin:.5rem 0}
p,li,dd{overflow-wrap:anywhere}td,th{overflow-wrap:break-word}
p,li{max-width:46rem}
ul{padding-left:1.25rem}
dl{display:flex;flex-wrap:wrap;gap:.25rem 2rem}
dt{color:var(--mute);font-size:.8125rem}
dd{margin:0;font-size:1.125rem;font-weight:600}
.quiet dd{font-size:1rem;font-weight:400;max-width:46rem}
.quiet dl{display:block}.quiet div{margin-bottom:.375rem}
figure svg{display:block;width:100%;height:auto}
.wide+.narrow{display:none}
figure .swatch{display:inline-block;width:.875rem;height:.875rem;vertical-align:-.1em;margin-right:.3em}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:0 1.25rem;font-size:.875rem}
figcaption,.note{color:var(--mute);font-size:.875rem}
.ladders,.arms{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1rem}
.arms{grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr))}
.arms h3{margin-top:.25rem}
.scroll{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;font-size:.875rem;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--edge);min-width:3.5rem}
thead th{color:var(--mute);font-weight:500;white-space:nowrap}
tbody th{font-weight:500}
tbody tr:last-child>*{border-bottom:0}
.lost,b.wedged{color:var(--red);font-weight:600}.met,b.held{color:var(--green)}b.degraded{color:var(--yellow)}b.inconclusive{color:var(--magenta)}
summary{cursor:pointer;color:var(--mute);font-size:.875rem}
:focus-visible{outline:2px solid var(--blue);outline-offset:2px}
pre{background:var(--panel);border:1px solid var(--edge);border-radius:.375rem;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem}
.mono,code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.bold{font-weight:600}
footer{padding-top:2rem;padding-bottom:2rem}
@media (max-width:40rem){
header,main,footer{padding-left:1rem;padding-right:1rem}
h1{font-size:1.375rem}
.wide{display:none}.wide+.narrow{display:block}
dl{gap:.25rem 1.25rem}
table{width:auto;min-width:100%}
td{max-width:14rem}
.stacked thead{display:none}
.stacked tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--edge)}
.stacked tr:last-child{border:0}
.stacked th,.stacked td{display:flex;border:0;padding:0;min-width:0;max-width:none}
.stacked th{font-weight:600}
.stacked td:empty{display:none}
.stacked td::before{content:attr(data-label);flex:0 0 7rem;padding-right:.5rem;color:var(--mute)}
}
@media print{
html{font-size:12px}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
h2,h3,.note,thead{break-after:avoid}
figure,tr,li,p,dl,.ladders>div,.arms>div{break-inside:avoid}
details:not([open]){display:none}
.scroll{overflow:visible}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
