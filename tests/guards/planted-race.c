/* Two threads that write one number without a lock. The thread sanitizer must report it: if it does not, base-thread's
 * annotations hide what they should show. */

#include "base-thread.h"

static int number;

static void
write_number (gpointer data)
{
  number = GPOINTER_TO_INT (data);
}

int
main (void)
{
  WaybillBaseThread *one = waybill_base_thread_new ("one");
  WaybillBaseThread *other = waybill_base_thread_new ("other");

  waybill_base_thread_push (one, write_number, GINT_TO_POINTER (1));
  waybill_base_thread_push (other, write_number, GINT_TO_POINTER (2));
  waybill_base_thread_free (one);
  waybill_base_thread_free (other);
  return number == 0;
}
