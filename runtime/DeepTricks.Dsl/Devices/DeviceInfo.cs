namespace DeepTricks.Dsl;

/// <summary>A device that this machine has, as <see cref="Device.All"/> lists it; nothing of it is opened yet.</summary>
public sealed record DeviceInfo
{
    /// <summary>How it is reached.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Its number among those of its kind, in the driver's order.</summary>
    public required int Index { get; init; }

    /// <summary>Its name, as the driver has it.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes of its memory; for the processor, what this process may use.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Whether it is a real GPU, such as <see cref="Device.Best"/> takes: some OpenCL drivers compute on the processor.</summary>
    public required bool IsGpu { get; init; }

    /// <summary>What <see cref="Device.Parse"/> knows it by: <c>cpu</c>, <c>cuda:0</c>, <c>opencl:1</c>, <c>simulator</c>.</summary>
    public string Id => DeviceId.Of(Kind, Index);

    /// <summary>Opens it.</summary>
    /// <exception cref="DeviceNotFoundException">It is there no longer.</exception>
    public Device Open() => Device.Of(Kind, Index);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Name})";
}
