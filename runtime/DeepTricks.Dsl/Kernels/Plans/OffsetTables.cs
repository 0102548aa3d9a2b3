namespace DeepTricks.Dsl.Kernels;

/// <summary>Native tables of offsets; they live as long as this object, which the plan that reads them holds.</summary>
internal sealed class OffsetTables
{
    private readonly List<NativeArena> memory = [];

    /// <summary>Makes a table.</summary>
    public Offsets Of(IEnumerable<int> offsets)
    {
        var numbers = offsets.ToArray();
        var arena = new NativeArena(NativeArena.BytesFor(numbers.Length));
        memory.Add(arena);
        return arena.Table(numbers);
    }
}
