using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>A tensor to be written to a <c>.safetensors</c> file.</summary>
/// <param name="Name">Its name, unique in the file.</param>
/// <param name="Dimensions">Its sizes, outermost first; none for a single number.</param>
/// <param name="Values">Its numbers, row-major.</param>
public sealed record SafetensorsTensor(string Name, EquatableArray<int> Dimensions, ReadOnlyMemory<float> Values);

/// <summary>What the header of a <c>.safetensors</c> file says of a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its number type as written: <c>F32</c>, <c>F16</c>, <c>BF16</c>, <c>I64</c> and so on.</param>
/// <param name="Dimensions">Its sizes, outermost first.</param>
/// <param name="Start">Where its bytes start, counted from the end of the header.</param>
/// <param name="End">One past its last byte.</param>
public sealed record SafetensorsEntry(string Name, string Type, EquatableArray<long> Dimensions, long Start, long End)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, size) => product * size);
}
