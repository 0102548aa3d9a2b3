namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void Replaces_a_file_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "old and longer");
        AtomicFile.Write(folder["x"], stream =>
        {
            stream.Write("new"u8);
            Assert.Equal("old and longer", File.ReadAllText(folder["x"]));
        });
        Assert.Equal("new", File.ReadAllText(folder["x"]));
        Assert.Equal(["x"], folder.Files);
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x"], "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(folder["x"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException("the disk is full");
        }));
        Assert.Equal("old", File.ReadAllText(folder["x"]));
        Assert.Equal(["x"], folder.Files);
    }

    [Fact]
    public void A_failure_without_an_old_file_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<IOException>(() => AtomicFile.Write(folder["x"], _ => throw new IOException("the disk is full")));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_place_that_is_a_folder_is_refused_and_nothing_left()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["x"]);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(folder["x"], stream => stream.WriteByte(1)));
        Assert.Empty(folder.Files);
        Assert.True(Directory.Exists(folder["x"]));
    }

    [Fact]
    public void A_missing_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder["none"], "x"), stream => stream.WriteByte(1)));
    }
}
