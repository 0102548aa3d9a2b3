using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>A tensor of a GPU program.</summary>
/// <param name="Field">Field that holds it.</param>
/// <param name="Declared">Shape of a sample as declared.</param>
/// <param name="Given">C# for the shape with the run-time numbers.</param>
internal sealed record GpuTensorModel(string Field, SampleShape Declared, string Given);

/// <summary>A tensor that lies in the result of a concatenation, or in its gradient.</summary>
/// <param name="Field">Field that holds it.</param>
/// <param name="Joint">Field of the tensor that it lies in, which may be a part itself.</param>
/// <param name="Value">C# for it.</param>
internal sealed record GpuPart(string Field, string Joint, string Value);

/// <summary>A buffer of a GPU program.</summary>
/// <param name="Field">Field that holds it.</param>
/// <param name="Floats">C# for its floats.</param>
/// <param name="Shape">C# for the shape of a sample if it is a tensor.</param>
internal sealed record GpuBuffer(string Field, string Floats, string? Shape);
