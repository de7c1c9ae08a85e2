/** What is wrong with a secure connection, and the way out. */
interface TlsFault {
  /** The end of a sentence that begins with the server. */
  message: string;
  hint: string;
}

const trust =
  "Trust the authority that signed it: DENO_CERT=<its certificate as a PEM file>, or DENO_TLS_CA_STORE=system for " +
  "those that this machine trusts";

/** What the reasons of the runtime mean, the first that fits. */
const faults: readonly { reason: RegExp; fault: TlsFault }[] = [
  {
    reason: /CaUsedAsEndEntity/,
    fault: {
      message: "its certificate is that of an authority, which signs others and is none of a server",
      hint:
        "Make a certificate for the server, signed by it, and trust the authority with DENO_CERT=<its certificate>",
    },
  },
  {
    reason: /UnknownIssuer|BadSignature|self.?signed/i,
    fault: { message: "its certificate is signed by nobody that is trusted here", hint: trust },
  },
  {
    reason: /Expired|NotValidYet/,
    fault: {
      message: "its certificate has expired, or is not valid yet",
      hint: "Renew the certificate of the server, or check the clock of this machine",
    },
  },
  {
    reason: /not valid for name|NotValidForName/,
    fault: {
      message: "its certificate is for another name",
      hint:
        "Use the name that the certificate is for in --url or KTRDR_API_URL, or have it made for this one",
    },
  },
  {
    reason: /InvalidContentType|corrupt message|wrong version number/i,
    fault: {
      message: "it does not speak https there",
      hint: "Use http:// in its address, or its port for https",
    },
  },
];

/** What a reason of the runtime means; undefined where it is another one. */
export function findTlsFault(reason: string): TlsFault | undefined {
  return faults.find((entry) => entry.reason.test(reason))?.fault;
}
