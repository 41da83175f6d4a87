/* Reads the address in the replies to EPSV (229, RFC 2428) and PASV (227, RFC 959), in the many ways in which servers write them.
 * Connects to nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean waybill_ftp_address_parse_229 (const char  *text,
                                        guint16     *port);
gboolean waybill_ftp_address_parse_227 (const char  *text,
                                        char       **address,
                                        guint16     *port);

G_END_DECLS
