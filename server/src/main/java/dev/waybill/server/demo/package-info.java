/**
 * {@code waybill demo}: the main job, from events to checked objects, on a machine of one's own.
 */
@NullMarked
package dev.waybill.server.demo;

import org.jspecify.annotations.NullMarked;
