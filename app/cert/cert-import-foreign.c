/* What people send instead of a certificate: told by its first bytes, so that it can be said what it is. Nothing of it is
 * read. */

#include "cert-import-private.h"

#include <string.h>

#define BEGIN(text, code)                                                                                                   \
  {                                                                                                                         \
    text, sizeof text - 1, WAYBILL_CERT_ERROR_##code                                                                        \
  }

static const struct
{
  const char *begin; /* after blanks; letters in either case */
  gsize length;
  WaybillCertError code;
} beginnings[] = {
  /* .zip, one that holds nothing, .7z, .rar, .gz, .cab */
  BEGIN ("PK\3\4", ARCHIVE),
  BEGIN ("PK\5\6", ARCHIVE),
  BEGIN ("7z\xbc\xaf\x27\x1c", ARCHIVE),
  BEGIN ("Rar!\x1a\x07", ARCHIVE),
  BEGIN ("\x1f\x8b\x08", ARCHIVE),
  BEGIN ("MSCF\0\0\0\0", ARCHIVE),
  /* JKS and JCEKS; newer ones of Java are PKCS#12 */
  BEGIN ("\xfe\xed\xfe\xed", JAVA_KEYSTORE),
  BEGIN ("\xce\xce\xce\xce", JAVA_KEYSTORE),
  /* A line of OpenSSH (RFC 4253 §6.6, 5656, 8709), RFC 4716, .ppk */
  BEGIN ("ssh-rsa ", SSH_KEY),
  BEGIN ("ssh-dss ", SSH_KEY),
  BEGIN ("ssh-ed25519 ", SSH_KEY),
  BEGIN ("ecdsa-sha2-", SSH_KEY),
  BEGIN ("sk-ssh-", SSH_KEY),
  BEGIN ("sk-ecdsa-", SSH_KEY),
  BEGIN ("---- BEGIN SSH2 ", SSH_KEY),
  BEGIN ("PuTTY-User-Key-File-", SSH_KEY),
  /* A page that wanted a login, saved in the file's place */
  BEGIN ("<!doctype html", WEB_PAGE),
  BEGIN ("<html", WEB_PAGE),
};

/* PEM blocks without a certificate or a key of ours; text may stand before them. */
static const struct
{
  const char *line;
  WaybillCertError code;
} blocks[] = {
  { "-----BEGIN CERTIFICATE REQUEST-----", WAYBILL_CERT_ERROR_REQUEST },
  { "-----BEGIN NEW CERTIFICATE REQUEST-----", WAYBILL_CERT_ERROR_REQUEST },
  { "-----BEGIN OPENSSH PRIVATE KEY-----", WAYBILL_CERT_ERROR_SSH_KEY },
};

/**
 * waybill_cert_foreign_name:
 * @data: (array length=length): a file's content
 * @length: bytes
 * @code: what it is where nothing closer can be said
 *
 * Any thread.
 *
 * Returns: what the file is instead of a certificate
 */
WaybillCertError
waybill_cert_foreign_name (const void *data, gsize length, WaybillCertError code)
{
  const char *text = data;
  gsize left = length;

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (memmem (data, length, blocks[i].line, strlen (blocks[i].line)) != NULL)
      return blocks[i].code;
  if (left >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      left -= 3;
    }
  for (; left > 0 && g_ascii_isspace (*text); left--)
    text++;
  if (left == 0)
    return WAYBILL_CERT_ERROR_EMPTY;
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (left >= beginnings[i].length && g_ascii_strncasecmp (text, beginnings[i].begin, beginnings[i].length) == 0)
      return beginnings[i].code;
  return code;
}
