/* What a walk asks the local file system, on a thread and in batches, so that neither a slow disk nor a folder of 100,000 files is
 * felt on the main thread. It goes no deeper than one folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAYBILL_TRANSFER_SCAN_BATCH 256

typedef enum
{
  WAYBILL_TRANSFER_SCAN_FILE,
  WAYBILL_TRANSFER_SCAN_FOLDER,
  WAYBILL_TRANSFER_SCAN_LINK,
  WAYBILL_TRANSFER_SCAN_OTHER,  /* pipe, socket, device */
  WAYBILL_TRANSFER_SCAN_FAILED, /* see os_error */
} WaybillTransferScanType;

typedef struct
{
  char                   *path;
  WaybillTransferScanType type;
  gint64                  size;
  int                     os_error;
} WaybillTransferScanEntry;

typedef struct _WaybillTransferScan WaybillTransferScan;

/* A batch was read. Lent for the call; ended: there is no further one. os_error: the folder itself cannot be read or made. */
typedef void (*WaybillTransferScanFunc) (const WaybillTransferScanEntry *entries,
                                         guint                           n_entries,
                                         gboolean                        ended,
                                         int                             os_error,
                                         gpointer                        user_data);

/* What is in a folder, in the order of names; at most so many. */
WaybillTransferScan *waybill_transfer_scan_new_folder (const char              *path,
                                                       guint                    most);
/* What stands under these paths. Who names a link to a file means the file. */
WaybillTransferScan *waybill_transfer_scan_new_paths  (const char * const      *paths);
/* Makes a folder; one that is there is as good. takes_link: so is a link to one; below a folder that somebody named it leads to a place
 * that nobody named. */
WaybillTransferScan *waybill_transfer_scan_new_making (const char              *path,
                                                       gboolean                 takes_link);
/* Reads the next batch; func is called on the main thread, unless the scan was freed meanwhile. */
void                 waybill_transfer_scan_go_on      (WaybillTransferScan     *self,
                                                       WaybillTransferScanFunc  func,
                                                       gpointer                 user_data);
/* Any time on the main thread. */
void                 waybill_transfer_scan_free       (WaybillTransferScan     *self);
gboolean             waybill_transfer_scan_is_busy    (WaybillTransferScan     *self);
/* The batch under way ends soon. */
void                 waybill_transfer_scan_cancel     (WaybillTransferScan     *self);

G_END_DECLS
