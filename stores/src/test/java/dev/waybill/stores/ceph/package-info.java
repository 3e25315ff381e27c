/** Ceph's object gateway, which judges policies and roles, and the tests of it. */
@NullMarked
package dev.waybill.stores.ceph;

import org.jspecify.annotations.NullMarked;
