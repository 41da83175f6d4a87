/* What a server says that a file's bytes sum up to. A value; who compares it with what is the caller's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_REMOTE_CHECKSUM_LONGEST 128

typedef struct
{
  const char *algorithm;                                /* static: "sha256", "sha512", "sha1", "md5", "crc32" */
  char        hex[WAYBILL_REMOTE_CHECKSUM_LONGEST + 1]; /* lower case, as long as the algorithm makes it */
} WaybillRemoteChecksum;

G_END_DECLS
