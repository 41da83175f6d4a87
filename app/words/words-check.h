/* The ten steps of the connection check: their names for people and for programs, and what each found. It checks nothing. */
#pragma once

#include "words.h"

#include "partner-check.h"
#include "remote-facts.h"

G_BEGIN_DECLS

const char *waybill_words_check_title   (WaybillRemoteStep                step); /* "Their certificate" */
const char *waybill_words_check_name    (WaybillRemoteStep                step); /* "their-certificate": --json, never translated */
/* What a step that went well found; no full stop. facts may be filled only as far as it came. target: (nullable). */
char       *waybill_words_check_detail  (WaybillRemoteStep                step,
                                         const WaybillRemoteFacts        *facts,
                                         const WaybillRemoteTargetValues *target);
/* The same, and the remark of a step that warns. */
char       *waybill_words_check_finding (const WaybillPartnerCheckStep    *step,
                                         const WaybillRemoteFacts        *facts,
                                         const WaybillRemoteTargetValues *target);
/* What there is to read of a step that went well, once its row is opened: sentences. target: (nullable). (nullable) */
char       *waybill_words_check_more    (WaybillRemoteStep                step,
                                         const WaybillRemoteFacts        *facts,
                                         const WaybillRemoteTargetValues *target);
/* (nullable) lent by facts: what the server said in this step, as it said it. */
const char *waybill_words_check_words   (WaybillRemoteStep                step,
                                         const WaybillRemoteFacts        *facts);
/* after: the step that failed. */
char       *waybill_words_check_skipped (WaybillRemoteStep                after);
char       *waybill_words_check_summary (guint                            n_ok,
                                         guint                            n_warn,
                                         guint                            n_fail);
/* The step waits for a person to answer a question; no full stop. */
const char *waybill_words_check_asking  (void);
/* While it runs: "Checking Handshake…". */
char       *waybill_words_check_running (WaybillRemoteStep                step);

G_END_DECLS
