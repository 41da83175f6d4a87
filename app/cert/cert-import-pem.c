/* Reads PEM (RFC 7468) with anything in it: text between the blocks, several kinds of blocks, keys in every spelling. */

#include "cert-import-private.h"

#include "cert-gnutls.h"

#include <string.h>

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"
#define MAX_LABEL 64

/* How a block is read: what its Base64 holds. */
typedef enum
{
  CONTENT_NONE, /* nothing that we need */
  CONTENT_DER,
  CONTENT_KEY,
} Content;

static const struct
{
  const char *label;
  Content content;
  WaybillCertKind kind;
  WaybillCertForm form;
} labels[] = {
  { "CERTIFICATE", CONTENT_DER, WAYBILL_CERT_KIND_CERTIFICATE, WAYBILL_CERT_FORM_CERTIFICATE },
  { "X509 CERTIFICATE", CONTENT_DER, WAYBILL_CERT_KIND_CERTIFICATE, WAYBILL_CERT_FORM_CERTIFICATE },
  { "X509 CRL", CONTENT_DER, WAYBILL_CERT_KIND_CRL, WAYBILL_CERT_FORM_CRL },
  { "PKCS7", CONTENT_DER, WAYBILL_CERT_KIND_P7B, WAYBILL_CERT_FORM_P7B },
  { "CMS", CONTENT_DER, WAYBILL_CERT_KIND_P7B, WAYBILL_CERT_FORM_P7B },
  { "PKCS12", CONTENT_DER, WAYBILL_CERT_KIND_PFX, WAYBILL_CERT_FORM_PFX },
  { "PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_FORM_KEY_PLAIN },
  { "ENCRYPTED PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_FORM_KEY_ENCRYPTED },
  { "RSA PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_FORM_KEY_TRADITIONAL },
  { "EC PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_FORM_KEY_TRADITIONAL },
  { "DSA PRIVATE KEY", CONTENT_KEY, WAYBILL_CERT_KIND_KEY, WAYBILL_CERT_FORM_KEY_TRADITIONAL },
};

typedef struct
{
  char label[MAX_LABEL];
  const char *text; /* from the dashes of BEGIN to those of END */
  gsize length;
  gboolean is_cut_off;
} Block;

static const char *
find (const char *text, gsize length, const char *needle)
{
  return memmem (text, length, needle, strlen (needle));
}

/* The next block; FALSE when there is none. One without its END is told as cut off. */
static gboolean
next_block (const char **at, gsize *left, Block *block)
{
  const char *begin = find (*at, *left, BEGIN);
  const char *end_of_file = *at + *left;
  const char *label, *dashes, *end;
  g_autofree char *end_line = NULL;

  if (begin == NULL)
    return FALSE;
  label = begin + strlen (BEGIN);
  dashes = find (label, (gsize) (end_of_file - label), DASHES);
  *block = (Block){ .text = begin, .length = (gsize) (end_of_file - begin), .is_cut_off = TRUE };
  *left = 0;
  if (dashes == NULL)
    return TRUE;
  if (dashes - label < MAX_LABEL)
    memcpy (block->label, label, (gsize) (dashes - label));
  end_line = g_strconcat (END, block->label, DASHES, NULL);
  end = find (dashes, (gsize) (end_of_file - dashes), end_line);
  if (end == NULL)
    return TRUE;
  end += strlen (end_line);
  block->is_cut_off = FALSE;
  block->length = (gsize) (end - begin);
  *at = end;
  *left = (gsize) (end_of_file - end);
  return TRUE;
}

static int
find_label (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].label, label))
      return (int) i;
  return -1;
}

/* OpenSSL's traditional encryption says so in a header line (RFC 1421, 4.6.1.1). */
static WaybillCertForm
form_of_block (const Block *block, WaybillCertForm form)
{
  if (form == WAYBILL_CERT_FORM_KEY_TRADITIONAL && find (block->text, block->length, ",ENCRYPTED") != NULL)
    return WAYBILL_CERT_FORM_KEY_ENCRYPTED;
  return form;
}

static gboolean
read_der_block (WaybillCertFound *found, const Block *block, const char *password, GError **error)
{
  gnutls_datum_t text = { (unsigned char *) block->text, (unsigned) block->length };
  g_auto (gnutls_datum_t) der = { NULL, 0 };
  int status = gnutls_pem_base64_decode2 (block->label, &text, &der);

  if (status < 0)
    {
      waybill_cert_error_set_gnutls (error, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, status, "A damaged PEM block");
      return FALSE;
    }
  return waybill_cert_import_read_der (found, der.data, der.size, password, error);
}

static gboolean
read_block (WaybillCertFound *found, const Block *block, int index, const char *password, GError **error)
{
  if (labels[index].content == CONTENT_DER)
    return read_der_block (found, block, password, error);
  return waybill_cert_import_read_key (found, block->text, block->length, GNUTLS_X509_FMT_PEM,
                                       form_of_block (block, labels[index].form), password, error);
}

/**
 * waybill_cert_import_read_pem:
 * @found: where keys and certificates go
 * @text: (array length=length): a file with PEM blocks; blocks of other kinds are passed over
 * @length: bytes
 * @password: (nullable): UTF-8; %NULL is the empty one
 * @error: return location
 *
 * Reads every block. Any thread.
 *
 * Returns: %FALSE with a #WaybillCertError; `CUT_OFF` when a block has no end; @found may have grown
 */
gboolean
waybill_cert_import_read_pem (WaybillCertFound *found, const char *text, gsize length, const char *password, GError **error)
{
  Block block;
  guint n_known = 0;

  while (next_block (&text, &length, &block))
    {
      int index;

      if (block.is_cut_off)
        {
          g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_CUT_OFF, "The file ends within a PEM block");
          return FALSE;
        }
      index = find_label (block.label);
      if (index < 0)
        continue;
      /* A damaged revocation list does not keep the certificates beside it from anybody. */
      if (labels[index].form == WAYBILL_CERT_FORM_CRL)
        {
          n_known += read_der_block (found, &block, NULL, NULL);
          continue;
        }
      n_known++;
      if (!read_block (found, &block, index, password, error))
        return FALSE;
    }
  if (n_known > 0)
    return TRUE;
  g_set_error_literal (error, WAYBILL_CERT_ERROR, WAYBILL_CERT_ERROR_NOT_A_CERTIFICATE, "No PEM block that we know");
  return FALSE;
}

/**
 * waybill_cert_pem_is:
 * @text: (array length=length): a file's content
 * @length: bytes
 *
 * Any thread.
 *
 * Returns: whether a PEM block begins somewhere
 */
gboolean
waybill_cert_pem_is (const char *text, gsize length)
{
  return find (text, length, BEGIN) != NULL;
}

/**
 * waybill_cert_pem_kind:
 * @text: (array length=length): a file with PEM blocks
 * @length: bytes
 * @needs_password: (out): whether a block is encrypted
 *
 * Any thread.
 *
 * Returns: what the file is mainly: a certificate wins over a key
 */
WaybillCertKind
waybill_cert_pem_kind (const char *text, gsize length, gboolean *needs_password)
{
  WaybillCertKind kind = WAYBILL_CERT_KIND_UNKNOWN;
  Block block;

  *needs_password = FALSE;
  while (next_block (&text, &length, &block))
    {
      int index = find_label (block.label);

      if (index < 0)
        continue;
      if (form_of_block (&block, labels[index].form) == WAYBILL_CERT_FORM_KEY_ENCRYPTED
          || labels[index].kind == WAYBILL_CERT_KIND_PFX)
        *needs_password = TRUE;
      if (kind == WAYBILL_CERT_KIND_UNKNOWN || kind == WAYBILL_CERT_KIND_KEY)
        kind = labels[index].kind;
    }
  return kind;
}
