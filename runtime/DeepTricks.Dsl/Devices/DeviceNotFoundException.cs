namespace DeepTricks.Dsl;

/// <summary>A device that was asked for is not there; says what is missing: the device, or its driver's library.</summary>
public sealed class DeviceNotFoundException : Exception
{
    internal DeviceNotFoundException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
