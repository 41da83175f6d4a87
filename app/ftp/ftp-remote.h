/* FTP and FTPS as an engine of remote: the table of functions that a main program registers. */
#pragma once

#include "remote-engine.h"

G_BEGIN_DECLS

void waybill_ftp_remote_register (void);

G_END_DECLS
