/* The ten steps of the connection check: their names for people and for programs, and what each found. It checks nothing. */
#pragma once

#include "words.h"

#include "remote-facts.h"

G_BEGIN_DECLS

const char *waybill_words_check_title   (WaybillRemoteStep                step); /* "Their certificate" */
const char *waybill_words_check_name    (WaybillRemoteStep                step); /* "their-certificate": --json, never translated */
/* What a step that went well found; no full stop. facts may be filled only as far as it came. target: (nullable). */
char       *waybill_words_check_detail  (WaybillRemoteStep                step,
                                         const WaybillRemoteFacts        *facts,
                                         const WaybillRemoteTargetValues *target);
/* after: the step that failed. */
char       *waybill_words_check_skipped (WaybillRemoteStep                after);
char       *waybill_words_check_summary (guint                            n_ok,
                                         guint                            n_warn,
                                         guint                            n_fail);

G_END_DECLS
