/** The CONFIG file of the documentation. */
export const SAMPLE = String.raw`
target: 10.0.0.5:25
client:
  rate: 2/s
  steps:
    - expect: { regex: "^220 ", within: 2s }
    - send: "EHLO probe\r\n"
    - expect: { regex: "(?m)^250 " }
    - send: "QUIT\r\n"
    - expect: { text: "221" }
checkers:
  - preset: haproxy
    nodes: 2
  - name: our-appliance
    handshake: full
    steps: [ { wait: 3ms }, { expect: any, within: 100ms } ]
    ending: rst
    interval: 2s
    timeout: 1s
    rise: 2
    fall: 3
phases: { baseline: 10s, storm: 20s, night: 10s, recovery: 15s }
thresholds: strict
`;
