namespace DeepTricks.Dsl.Kernels.Tests;

public sealed unsafe class MemoryTests
{
    [Fact]
    public void Buffers_are_zero_and_start_on_cache_lines()
    {
        using var arena = new NativeArena(4096);
        var first = arena.Take(3);
        var second = arena.Take(16);
        Assert.Equal(0u, (nuint)first.Pointer % 4096);
        Assert.Equal(64, (byte*)second.Pointer - (byte*)first.Pointer);
        Assert.All(first.AsSpan(1024).ToArray(), x => Assert.Equal(0f, x));
        Assert.Equal(128, arena.Taken);
        Assert.Equal(64, NativeArena.BytesFor(1));
        Assert.Equal(128, NativeArena.BytesFor(17));
    }

    [Fact]
    public void Tables_keep_their_offsets()
    {
        using var arena = new NativeArena(64);
        var table = arena.Table([5, -7, 9]);
        Assert.Equal(3, table.Count);
        Assert.Equal((5, -7, 9), (table[0], table[1], table[2]));
    }

    [Fact]
    public void Too_much_is_refused_with_the_bytes()
    {
        using var arena = new NativeArena(256);
        arena.Take(32);
        var full = Assert.Throws<InsufficientMemoryException>(() => arena.Take(64));
        Assert.Contains("256 bytes", full.Message, StringComparison.Ordinal);
        var huge = Assert.Throws<InsufficientMemoryException>(() => new NativeArena(1L << 60));
        Assert.Contains((1L << 60).ToString(System.Globalization.CultureInfo.InvariantCulture), huge.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NativeArena(-1));
    }

    [Fact]
    public void A_disposed_arena_gives_nothing()
    {
        var arena = new NativeArena(256);
        arena.Dispose();
        arena.Dispose();
        Assert.Throws<ObjectDisposedException>(() => arena.Take(1));
    }

    [Fact]
    public void Places_index_move_and_clear()
    {
        using var buffers = new Buffers();
        var floats = buffers.Copy([1, 2, 3, 4, 5]);
        Assert.Equal(3f, (floats + 1)[1]);
        (floats + 1).Clear(2);
        floats[4] = 9;
        Assert.Equal([1f, 0f, 0f, 4f, 9f], floats.AsSpan(5).ToArray());
        Assert.False(floats.IsNull);
        Assert.True(default(Floats).IsNull);
    }
}
