package dev.sluice.emulators.faults;

/** How a vendor says that something went wrong which is not the caller's fault. */
public interface VendorWords {

	/** That something failed on the vendor's side. */
	VendorAnswer failed();

	/** That too many requests have come. */
	VendorAnswer tooMany();

	/** That the key of the caller is not known. */
	VendorAnswer revoked();

}
