/* The inside of a certificate, for its two files: what it is made of (cert-certificate-read) and what it is asked (cert-certificate). */
#pragma once

#include "cert-certificate.h"

#include "base-thread.h"
#include "cert-handle.h"

G_BEGIN_DECLS

struct _WaybillCertCertificate
{
  WaybillBaseRef ref;
  gnutls_x509_crt_t handle;
  GBytes *der;
  char *fingerprint;
  char *subject;
  char *issuer;
  char *name;
  char *issuer_name;
  char *serial;
  char *key_id;
  char **names;
  gint64 not_before;
  gint64 not_after;
  gboolean is_authority;
  gboolean is_self_signed;
  gboolean is_for_clients;
  gboolean is_for_servers;
};

/* Once, before anybody else has it: everything but handle, DER and fingerprint. */
void waybill_cert_certificate_read_fields (WaybillCertCertificate *self);

G_END_DECLS
