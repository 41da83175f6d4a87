/* "How do I export it there?": a page to be read, one part for each program that may have the certificate. It opens and does nothing. */
#pragma once

#include <adwaita.h>

#include "words-export-guide.h"

G_BEGIN_DECLS

#define WAYBILL_TYPE_UI_CERT_GUIDE (waybill_ui_cert_guide_get_type ())
G_DECLARE_FINAL_TYPE (WaybillUiCertGuide, waybill_ui_cert_guide, WAYBILL, UI_CERT_GUIDE, AdwWindow)

/* parent: (nullable). (transfer none): not shown yet. */
WaybillUiCertGuide *waybill_ui_cert_guide_new    (GtkWindow               *parent);
/* Unfolds one part. */
void                waybill_ui_cert_guide_unfold (WaybillUiCertGuide      *self,
                                                  WaybillWordsExportPlace  place);
void                waybill_ui_cert_guide_open   (GtkWindow               *parent);

/* A step of a list: its number, what to do, and what is typed there (nullable), with a button that copies it. */
GtkWidget          *waybill_ui_cert_guide_step_new (guint                  number,
                                                    const char            *text,
                                                    const char            *command);

G_END_DECLS
