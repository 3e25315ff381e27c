package dev.waybill.stores;

import dev.waybill.architecture.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
