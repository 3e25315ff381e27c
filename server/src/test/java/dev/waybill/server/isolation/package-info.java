/** Whether one tenant can see or change what is another's, by whatever way there is. */
@NullMarked
package dev.waybill.server.isolation;

import org.jspecify.annotations.NullMarked;
