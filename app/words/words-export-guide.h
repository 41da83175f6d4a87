/* "How do I export it there?": how a certificate with its key is got out of other programs, step by step, in the words that their own windows
 * show. A table; it does nothing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_WORDS_EXPORT_PLACE_WINDOWS,
  WAYBILL_WORDS_EXPORT_PLACE_CHROME, /* Chrome and Edge, on Windows */
  WAYBILL_WORDS_EXPORT_PLACE_FIREFOX,
  WAYBILL_WORDS_EXPORT_PLACE_MACOS,
  WAYBILL_WORDS_EXPORT_PLACE_OPENSSL,
  WAYBILL_WORDS_EXPORT_PLACE_DCM,
  WAYBILL_WORDS_N_EXPORT_PLACES,
} WaybillWordsExportPlace;

typedef enum
{
  WAYBILL_WORDS_DCM_AUTHORITY, /* import the authority's .cer */
  WAYBILL_WORDS_DCM_IDENTITY,  /* import the .pfx */
  WAYBILL_WORDS_DCM_ASSIGN,    /* let the FTP client use them */
  WAYBILL_WORDS_N_DCM_TASKS,
} WaybillWordsDcmTask;

const char *waybill_words_export_guide_title   (WaybillWordsExportPlace  place);  /* "Windows" */
const char *waybill_words_export_guide_text    (WaybillWordsExportPlace  place);  /* when it is this one */
guint       waybill_words_export_guide_count   (WaybillWordsExportPlace  place);  /* steps */
const char *waybill_words_export_guide_step    (WaybillWordsExportPlace  place,
                                                guint                    step);
/* (nullable): what is typed there, the same in every language. */
const char *waybill_words_export_guide_command (WaybillWordsExportPlace  place,
                                                guint                    step);

/* What follows in IBM i's Digital Certificate Manager when the files are there. */
const char *waybill_words_dcm_title            (WaybillWordsDcmTask      task);
guint       waybill_words_dcm_count            (WaybillWordsDcmTask      task);
/* (transfer full): file, folder: what was uploaded, and where; (nullable): the step is said without them. */
char       *waybill_words_dcm_step             (WaybillWordsDcmTask      task,
                                                guint                    step,
                                                const char              *file,
                                                const char              *folder);

G_END_DECLS
