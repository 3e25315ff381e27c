/** The export engine: planning, running and retrying the jobs of each export configuration. */
@NullMarked
package dev.waybill.export;

import org.jspecify.annotations.NullMarked;
