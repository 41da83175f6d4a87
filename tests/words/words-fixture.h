/* Certificates and verdicts for the tests of words. A verdict's reasons can be set at will: no chain has all of them. */
#pragma once

#include "cert-verdict.h"

#define WORDS_FIXTURE_NOW 1795354800 /* 22 November 2026 13:40 UTC */

/* Self-signed. names: (nullable) a DNS name. */
WaybillCertCertificate *words_fixture_certificate (const char *common_name,
                                                   const char *dns_name,
                                                   gboolean    is_authority,
                                                   gint64      not_before,
                                                   gint64      not_after);
/* A verdict on this leaf for ftp.example; reasons: from now on every verdict says these; 0: what was found. */
WaybillCertVerdict     *words_fixture_verdict     (WaybillCertCertificate *leaf,
                                                   guint                   reasons);
/* The same, where somebody of the authority's name is trusted. */
WaybillCertVerdict     *words_fixture_verdict_of_namesake
                                                  (WaybillCertCertificate *leaf,
                                                   guint                   reasons);
