package exchange

import utls "github.com/refraction-networking/utls"

// copiedHello is what a library puts into its ClientHello, and what else of it a service can see.
type copiedHello struct {
	spec           func(serverName string, alpn []string) utls.ClientHelloSpec
	sessionID      bool // there is one even where no session is to be resumed, as middleboxes want it of TLS 1.3
	recordByRecord bool
	alert          []byte
}

// copiedHellos by the names that a spec has for them.
var copiedHellos = map[string]copiedHello{
	"openssl-3.0":           {spec: openSSL{tickets: true}.hello, sessionID: true, recordByRecord: true},
	"openssl-3.0-padded":    {spec: openSSL{tickets: true, padded: true}.hello, sessionID: true, recordByRecord: true},
	"openssl-3.0-no-ticket": {spec: openSSL{}.hello, sessionID: true, recordByRecord: true},
	"boringssl-tls12":       {spec: boringSSL, alert: []byte{21, 3, 1, 0, 2, 2, 70}}, // fatal, protocol_version
}

// openSSL is OpenSSL 3.0 at its defaults, as `openssl s_client` sends it; the numbers are those of IANA's registries.
type openSSL struct {
	tickets bool // SSL_OP_NO_TICKET is not set
	padded  bool // SSL_OP_ALL is set, SSL_OP_TLSEXT_PADDING with it
}

func (o openSSL) hello(serverName string, alpn []string) utls.ClientHelloSpec {
	spec := utls.ClientHelloSpec{
		CompressionMethods: []byte{0},
		CipherSuites: []uint16{
			0x1302, 0x1303, 0x1301, // TLS 1.3
			0xc02c, 0xc030, 0x009f, 0xcca9, 0xcca8, 0xccaa, 0xc02b, 0xc02f, 0x009e, // ECDHE and DHE with AEAD
			0xc024, 0xc028, 0x006b, 0xc023, 0xc027, 0x0067, 0xc00a, 0xc014, 0x0039, 0xc009, 0xc013, 0x0033, // with CBC
			0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f, // RSA
			0x00ff, // TLS_EMPTY_RENEGOTIATION_INFO_SCSV
		},
	}
	add := func(extensions ...utls.TLSExtension) { spec.Extensions = append(spec.Extensions, extensions...) }
	addName(&spec, serverName)
	add(
		&utls.SupportedPointsExtension{SupportedPoints: []byte{0, 1, 2}},
		&utls.SupportedCurvesExtension{Curves: []utls.CurveID{
			utls.X25519, utls.CurveP256, 0x001e, utls.CurveP521, utls.CurveP384, 0x0100, 0x0101, 0x0102, 0x0103, 0x0104,
		}},
	)
	if o.tickets {
		add(&utls.SessionTicketExtension{})
	}
	addProtocols(&spec, alpn)
	add(
		&utls.GenericExtension{Id: 22}, // encrypt_then_mac
		&utls.ExtendedMasterSecretExtension{},
		&utls.SignatureAlgorithmsExtension{SupportedSignatureAlgorithms: []utls.SignatureScheme{
			0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805, 0x0806,
			0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0302, 0x0402, 0x0502, 0x0602,
		}},
		&utls.SupportedVersionsExtension{Versions: []uint16{utls.VersionTLS13, utls.VersionTLS12, utls.VersionTLS11, utls.VersionTLS10}},
		&utls.PSKKeyExchangeModesExtension{Modes: []byte{1}},
		&utls.KeyShareExtension{KeyShares: []utls.KeyShare{{Group: utls.X25519}}},
	)
	if o.padded {
		add(&utls.UtlsPaddingExtension{GetPaddingLen: openSSLPadding})
	}
	add(&utls.UtlsPreSharedKeyExtension{})
	return spec
}

// openSSLPadding makes a hello of 256 to 511 bytes one of 512, for a server that hangs on such (statem/extensions_clnt.c).
func openSSLPadding(unpadded int) (padding int, needed bool) {
	const header, least, most = 4, 0x100, 0x200
	if unpadded < least || unpadded >= most {
		return 0, false
	}
	return max(most-unpadded-header, 0), true
}

// boringSSL is BoringSSL as Envoy sets it up for its upstreams: TLS 1.2 at the most, and six ciphers.
func boringSSL(serverName string, alpn []string) utls.ClientHelloSpec {
	spec := utls.ClientHelloSpec{
		TLSVersMin:         utls.VersionTLS12,
		TLSVersMax:         utls.VersionTLS12,
		CompressionMethods: []byte{0},
		CipherSuites:       []uint16{0xc02b, 0xcca9, 0xc02f, 0xcca8, 0xc02c, 0xc030},
	}
	addName(&spec, serverName)
	spec.Extensions = append(spec.Extensions,
		&utls.ExtendedMasterSecretExtension{},
		&utls.RenegotiationInfoExtension{},
		&utls.SupportedCurvesExtension{Curves: []utls.CurveID{utls.X25519, utls.CurveP256}},
		&utls.SupportedPointsExtension{SupportedPoints: []byte{0}},
		&utls.SessionTicketExtension{},
	)
	addProtocols(&spec, alpn)
	spec.Extensions = append(spec.Extensions, &utls.SignatureAlgorithmsExtension{SupportedSignatureAlgorithms: []utls.SignatureScheme{
		0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0201,
	}})
	return spec
}

func addName(spec *utls.ClientHelloSpec, serverName string) {
	if serverName != "" {
		spec.Extensions = append(spec.Extensions, &utls.SNIExtension{ServerName: serverName})
	}
}

func addProtocols(spec *utls.ClientHelloSpec, alpn []string) {
	if len(alpn) > 0 {
		spec.Extensions = append(spec.Extensions, &utls.ALPNExtension{AlpnProtocols: alpn})
	}
}
