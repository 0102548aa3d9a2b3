namespace DeepTricks.Dsl;

/// <summary>How a device is reached.</summary>
public enum DeviceKind
{
    /// <summary>This machine's processor, with its vectors.</summary>
    Cpu,

    /// <summary>An NVIDIA card, through NVIDIA's driver.</summary>
    Cuda,

    /// <summary>Whatever has an OpenCL driver.</summary>
    OpenCl,

    /// <summary>A GPU simulated on the processor, by ILGPU: for tests and debugging, thousands of times slower than a GPU.</summary>
    Simulator,
}
